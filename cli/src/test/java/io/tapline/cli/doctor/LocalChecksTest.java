package io.tapline.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

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
}
