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
        "flowlog=a:0",
        "https://a",
        "ftp://a:1",
        "https://https://a:1",
        "flowlog=http://"
      })
  void what_names_no_place_or_no_service_is_refused(String option) {
    assertThatThrownBy(() -> Servers.parse(option))
        .isInstanceOf(CliException.class)
        .hasMessageStartingWith("--server wants HOST:PORT")
        .hasMessageContaining("capture, flowlog, report, eventstore")
        .hasMessageEndingWith("not '" + option + "'.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://a.example:9000", "http://[::1]:9000", "https://a:1/"})
  void an_address_may_say_whether_it_is_asked_by_tls(String address) {
    assertThat(Servers.parse("flowlog=" + address).addressOf("flowlog")).hasValue(address);
  }

  @Test
  void what_an_address_says_wins_over_other_options() {
    assertThat(ServerAddress.parse("https://a:1/"))
        .hasValueSatisfying(
            server -> {
              assertThat(server.text()).isEqualTo("a:1");
              assertThat(server.byTls(false)).isTrue();
            });
    assertThat(ServerAddress.parse("http://a:1").orElseThrow().byTls(true)).isFalse();
    assertThat(ServerAddress.parse("a:1").orElseThrow().byTls(true)).isTrue();
    assertThat(ServerAddress.parse("a:1").orElseThrow().byTls(false)).isFalse();
  }
}
