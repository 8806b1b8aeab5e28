package io.tapline.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LocalChecksTest {
  @Test
  void the_capability_to_capture_is_bit_13_of_the_effective_set() {
    assertThat(LocalChecks.mayCapture("Name:\tjava\nCapEff:\t0000000000002000\n")).isTrue();
    assertThat(LocalChecks.mayCapture("CapPrm:\t0000000000002000\nCapEff:\t0000000000001000\n"))
        .isFalse();
  }

  @Test
  void a_full_disk_is_broken_and_says_what_to_do() {
    Finding finding = LocalChecks.disk(Path.of("/data"), 1 << 20);
    assertThat(finding.verdict()).isEqualTo(Verdict.BROKEN);
    assertThat(finding.advice()).contains("--data");
  }

  @Test
  void memory_that_leaves_half_of_the_machine_is_fine() {
    assertThat(LocalChecks.memory("2GB", 4L << 30).verdict()).isEqualTo(Verdict.OK);
    assertThat(LocalChecks.memory("2049m", 4L << 30).verdict()).isEqualTo(Verdict.LIMITED);
  }

  @Test
  void a_size_that_up_refuses_is_broken() {
    Finding finding = LocalChecks.memory("lots", 4L << 30);
    assertThat(finding.verdict()).isEqualTo(Verdict.BROKEN);
    assertThat(finding.found()).contains("lots");
  }

  @Test
  void a_taken_port_is_broken_and_names_the_option() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Finding finding = LocalChecks.port("gRPC port", taken.getLocalPort(), "--grpc-port");
      assertThat(finding.verdict()).isEqualTo(Verdict.BROKEN);
      assertThat(finding.advice()).contains("--grpc-port");
    }
  }

  @Test
  void what_is_not_well_always_says_what_to_do() {
    assertThatThrownBy(() -> Finding.limited("disk", "little", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
