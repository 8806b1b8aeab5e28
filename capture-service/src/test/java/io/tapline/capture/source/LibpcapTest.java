package io.tapline.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.capture.Reason;
import io.tapline.rpc.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcap4j.core.PcapNativeException;

class LibpcapTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eth0: You don't have permission to perform this capture on that device",
        "socket: Operation not permitted"
      })
  void what_the_kernel_forbids_names_the_capability(String said) {
    says(new PcapNativeException(said), Reason.CAPTURE_NOT_PERMITTED, "CAP_NET_RAW");
  }

  @Test
  void a_system_without_libpcap_says_what_to_install() {
    says(new UnsatisfiedLinkError("pcap"), Reason.LIBPCAP_MISSING, "libpcap0.8");
    says(
        new NoClassDefFoundError("org/pcap4j/core/NativeMappings"),
        Reason.LIBPCAP_MISSING,
        "install");
    says(new ExceptionInInitializerError("pcap"), Reason.LIBPCAP_MISSING, "install");
  }

  @Test
  void an_interface_that_went_away_is_not_found() {
    says(
        new PcapNativeException("eth0: No such device exists"), Reason.INTERFACE_NOT_FOUND, "eth0");
  }

  @Test
  void anything_else_is_said_in_the_words_of_libpcap() {
    says(
        new PcapNativeException("That device is not up"),
        Reason.INVALID_SOURCE,
        "libpcap cannot open eth0: That device is not up.");
  }

  private static void says(Throwable failure, Reason reason, String words) {
    assertThatThrownBy(() -> Libpcap.call(() -> fail(failure), "eth0"))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(words);
  }

  private static Object fail(Throwable failure) throws Exception {
    switch (failure) {
      case Exception e -> throw e;
      case Error e -> throw e;
      default -> throw new AssertionError(failure);
    }
  }
}
