package io.tapline.report;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import org.junit.jupiter.api.Test;

class ReportTimesTest {
  @Test
  void a_time_beyond_all_years_is_bad_input() {
    Timestamp beyond = Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build();
    assertThatThrownBy(() -> ReportTimes.instant(beyond))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("beyond all years");
  }
}
