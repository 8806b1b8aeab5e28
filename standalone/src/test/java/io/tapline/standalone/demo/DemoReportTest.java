package io.tapline.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoReportTest {
  @Test
  void one_is_no_plural() {
    assertThat(DemoReport.count(1, "frame")).isEqualTo("1 frame");
    assertThat(DemoReport.count(0, "frame")).isEqualTo("0 frames");
    assertThat(DemoReport.count(2_794, "frame")).isEqualTo("2,794 frames");
  }
}
