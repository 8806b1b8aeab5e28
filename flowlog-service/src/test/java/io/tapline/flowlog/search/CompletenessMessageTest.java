package io.tapline.flowlog.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.tapline.flowlog.store.LossCounts;
import io.tapline.flowlog.store.Removed;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletenessMessageTest {
  private static io.tapline.flowlog.v1.Completeness message(Removed removed) {
    return ConnectionMessages.completeness(
        new Completeness(List.of(), LossCounts.NONE, Instant.EPOCH, 1, 1, removed));
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
