package io.tapline.report;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import io.tapline.rpc.Refusal;
import org.junit.jupiter.api.Test;

class IntervalMessagesTest {
  @Test
  void a_time_beyond_all_years_is_bad_input() {
    Timestamp beyond = Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build();
    assertThatThrownBy(() -> IntervalMessages.instant(beyond))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("beyond all years");
  }
}
