package io.tapline.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.cli.CliException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServersTest {
  @Test
  void one_address_is_that_of_all_services() {
    Servers servers = Servers.parse("[::1]:9000");
    assertThat(servers.several()).isFalse();
    assertThat(servers.addresses())
        .containsOnlyKeys("capture", "flowlog", "report", "eventstore")
        .values()
        .containsOnly("[::1]:9000");
  }

  @Test
  void a_list_names_some_services_and_no_others() {
    Servers servers = Servers.parse("flowlog=a:1,capture=b:2");
    assertThat(servers.several()).isTrue();
    assertThat(servers.addresses()).isEqualTo(Map.of("flowlog", "a:1", "capture", "b:2"));
    assertThat(servers.addressOf("report")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "flowlog=",
        "flowlog=a",
        "flowlog=a:1,",
        "flowlog=a:1,b:2",
        "flowlog=a:1,flowlog=b:2",
        "Flowlog=a:1",
        "logs=a:1",
        "=a:1",
        "flowlog=a:0"
      })
  void what_names_no_place_or_no_service_is_refused(String option) {
    assertThatThrownBy(() -> Servers.parse(option))
        .isInstanceOf(CliException.class)
        .hasMessageStartingWith("--server wants HOST:PORT")
        .hasMessageContaining("capture, flowlog, report, eventstore")
        .hasMessageEndingWith("not '" + option + "'.");
  }
}
