package io.tapline.standalone.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ListenAddressTest {
  @Test
  void a_port_in_use_names_the_option_to_choose_another() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () -> new ListenAddress("127.0.0.1", taken.getLocalPort(), "--grpc-port").check())
          .isInstanceOf(StandaloneException.class)
          .hasMessageContaining("choose another with --grpc-port");
    }
  }

  @Test
  void what_is_no_port_is_refused() {
    assertThatThrownBy(() -> new ListenAddress("127.0.0.1", 70_000, "--http-port").check())
        .isInstanceOf(StandaloneException.class)
        .hasMessage("--http-port 70000 is no port; use 1 to 65535.");
  }

  @Test
  void the_two_servers_need_two_ports() {
    ListenAddress http = new ListenAddress("127.0.0.1", 8080, "--http-port");
    assertThatThrownBy(
            () -> new ListenAddress("127.0.0.1", 8080, "--grpc-port").checkApartFrom(http))
        .isInstanceOf(StandaloneException.class)
        .hasMessageContaining("two different ports");
  }

  @Test
  void a_public_address_is_refused() {
    assertThatThrownBy(() -> new ListenAddress("0.0.0.0", 0, "--http-port").check())
        .isInstanceOfSatisfying(
            StandaloneException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.PUBLIC_ADDRESS));
  }

  @Test
  void a_public_address_that_is_allowed_still_needs_a_free_port() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () -> new ListenAddress("0.0.0.0", taken.getLocalPort(), "--http-port", true).check())
          .isInstanceOfSatisfying(
              StandaloneException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PORT_IN_USE));
    }
  }

  @Test
  void this_process_reaches_itself_by_loopback_where_it_listens_on_all_addresses() {
    assertThat(new ListenAddress("0.0.0.0", 0, "--http-port", true).ownHost())
        .isEqualTo("127.0.0.1");
    assertThat(new ListenAddress("::", 0, "--http-port", true).ownHost()).isEqualTo("127.0.0.1");
    assertThat(new ListenAddress("::1", 0, "--http-port").ownHost()).isEqualTo("::1");
  }

  @Test
  void loopback_of_both_families_is_fine() {
    new ListenAddress("127.0.0.1", 0, "--http-port").check();
    assertThat(new ListenAddress("::1", 8080, "--http-port").text()).isEqualTo("[::1]:8080");
  }
}
