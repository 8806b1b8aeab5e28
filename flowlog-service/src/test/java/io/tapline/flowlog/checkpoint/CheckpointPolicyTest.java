package io.tapline.flowlog.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CheckpointPolicyTest {
  private static final long MILLI = 1_000_000;
  private final CheckpointPolicy policy = CheckpointPolicy.DEFAULT;

  @Test
  void cheap_checkpoints_come_every_second() {
    assertThat(policy.due(989 * MILLI, 10 * MILLI, 1)).isFalse();
    assertThat(policy.due(990 * MILLI, 10 * MILLI, 1)).isTrue();
  }

  @Test
  void dear_checkpoints_take_at_most_their_share() {
    long took = 200 * MILLI;
    long pause = policy.pauseNanos(took);
    assertThat((double) took / (took + pause)).isBetween(0.0499, 0.0501);
  }

  @Test
  void rows_never_wait_longer_than_a_minute() {
    assertThat(policy.pauseNanos(Duration.ofMinutes(10).toNanos()))
        .isEqualTo(Duration.ofMinutes(1).toNanos());
  }

  @Test
  void a_full_segment_does_not_wait() {
    assertThat(policy.due(0, MILLI, 131_071)).isFalse();
    assertThat(policy.due(0, MILLI, 131_072)).isTrue();
  }

  @Test
  void a_policy_that_makes_no_sense_is_refused() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new CheckpointPolicy(second, Duration.ZERO, 0.1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CheckpointPolicy(second, second, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
