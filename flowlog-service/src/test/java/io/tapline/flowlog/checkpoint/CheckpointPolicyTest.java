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
    assertThat(policy.due(989 * MILLI, 10 * MILLI, 0)).isFalse();
    assertThat(policy.due(990 * MILLI, 10 * MILLI, 0)).isTrue();
  }

  @Test
  void dear_checkpoints_take_at_most_their_share() {
    long took = 200 * MILLI;
    long pause = policy.pauseNanos(took);
    assertThat((double) took / (took + pause)).isBetween(0.0499, 0.0501);
  }

  @Test
  void rows_never_wait_longer_than_the_longest() {
    assertThat(policy.pauseNanos(Duration.ofMinutes(10).toNanos()))
        .isEqualTo(policy.longest().toNanos());
  }

  @Test
  void a_quiet_source_does_not_wait_for_its_share() {
    assertThat(policy.due(999 * MILLI, 0, 0)).isFalse();
    assertThat(policy.due(1000 * MILLI, 0, 0)).isTrue();
  }

  @Test
  void a_source_that_leaves_its_thread_time_has_checkpoints_for_half_of_that() {
    long took = 1_000 * MILLI;
    assertThat(policy.due(1_499 * MILLI, took, 1_199 * MILLI)).isFalse(); // four fifths idle
    assertThat(policy.due(1_501 * MILLI, took, 1_202 * MILLI)).isTrue();
    assertThat(policy.due(18_999 * MILLI, took, 0)).isFalse();
    assertThat(policy.due(19_001 * MILLI, took, 0)).isTrue();
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
