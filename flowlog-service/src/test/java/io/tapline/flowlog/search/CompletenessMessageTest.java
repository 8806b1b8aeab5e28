package io.tapline.flowlog.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.tapline.flowlog.store.Coverage;
import io.tapline.flowlog.store.Coverage.Gap;
import io.tapline.flowlog.store.LossCounts;
import io.tapline.flowlog.store.Removed;
import io.tapline.flowlog.v1.CompletenessState;
import io.tapline.wire.flow.LossUnit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompletenessMessageTest {
  private static io.tapline.flowlog.v1.Completeness message(Removed removed) {
    return message(LossCounts.NONE, removed, Coverage.WHOLE);
  }

  private static io.tapline.flowlog.v1.Completeness message(
      LossCounts lost, Removed removed, Coverage coverage) {
    return ConnectionMessages.completeness(
        new Completeness(List.of(), lost, Instant.EPOCH, 1, 1, removed, coverage, List.of()));
  }

  @Test
  void an_answer_is_complete_only_where_it_was_captured_and_nothing_is_missing() {
    LossCounts lost = new LossCounts(Map.of(LossUnit.UNKNOWN, 1L));
    assertThat(message(Removed.NOTHING).getState())
        .isEqualTo(CompletenessState.COMPLETENESS_STATE_COMPLETE);
    assertThat(message(new Removed(12, 1)).getState())
        .isEqualTo(CompletenessState.COMPLETENESS_STATE_LOSSY);
    assertThat(message(lost, Removed.NOTHING, Coverage.WHOLE).getState())
        .isEqualTo(CompletenessState.COMPLETENESS_STATE_LOSSY);
    assertThat(message(lost, Removed.NOTHING, Coverage.NOTHING).getState())
        .isEqualTo(CompletenessState.COMPLETENESS_STATE_NOT_COVERED);
  }

  @Test
  void a_gap_at_an_end_of_the_interval_has_no_time_there() {
    Coverage coverage =
        new Coverage(
            List.of(
                new Gap(Long.MIN_VALUE, 1_000_000_000), new Gap(2_000_000_000, Long.MAX_VALUE)));
    var uncovered = message(LossCounts.NONE, Removed.NOTHING, coverage).getUncoveredList();
    assertThat(uncovered.getFirst().hasStartTime()).isFalse();
    assertThat(uncovered.getFirst().getEndTime().getSeconds()).isEqualTo(1);
    assertThat(uncovered.getLast().getStartTime().getSeconds()).isEqualTo(2);
    assertThat(uncovered.getLast().hasEndTime()).isFalse();
  }

  @Test
  void an_answer_says_since_when_the_log_is_kept_only_where_something_was_removed() {
    assertThat(message(Removed.NOTHING).hasKeptSinceTime()).isFalse();
    io.tapline.flowlog.v1.Completeness kept = message(new Removed(12, 1_500_000_000_000_000_001L));
    assertThat(kept.getKeptSinceTime())
        .isEqualTo(Timestamp.newBuilder().setSeconds(1_500_000_000).setNanos(1).build());
    assertThat(kept.getRemovedConnections()).isEqualTo(12);
  }
}
