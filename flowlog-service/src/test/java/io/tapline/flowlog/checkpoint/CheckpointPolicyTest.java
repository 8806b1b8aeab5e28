package io.tapline.flowlog.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.checkpoint.CheckpointPolicy.Load;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CheckpointPolicyTest {
  private static final long MILLI = 1_000_000;
  private final CheckpointPolicy policy = CheckpointPolicy.DEFAULT;

  @Test
  void cheap_checkpoints_come_every_second() {
    assertThat(policy.due(989 * MILLI, 10 * MILLI, Load.BACKLOG)).isFalse();
    assertThat(policy.due(990 * MILLI, 10 * MILLI, Load.BACKLOG)).isTrue();
  }

  @Test
  void dear_checkpoints_take_at_most_their_share() {
    long took = 200 * MILLI;
    long pause = policy.pauseNanos(took, Load.BACKLOG);
    assertThat((double) took / (took + pause)).isBetween(0.0499, 0.0501);
  }

  @Test
  void rows_never_wait_longer_than_the_longest() {
    assertThat(policy.pauseNanos(Duration.ofMinutes(10).toNanos(), Load.BACKLOG))
        .isEqualTo(policy.longest().toNanos());
  }

  @Test
  void a_quiet_source_does_not_wait_for_its_share() {
    assertThat(policy.due(799 * MILLI, 200 * MILLI, Load.NONE)).isFalse();
    assertThat(policy.due(800 * MILLI, 200 * MILLI, Load.NONE)).isTrue();
    assertThat(policy.due(0, 3_000 * MILLI, Load.NONE)).isTrue();
  }

  @Test
  void a_live_source_has_checkpoints_for_half_of_the_time() {
    long took = 3_000 * MILLI;
    assertThat(policy.due(2_999 * MILLI, took, Load.LIVE)).isFalse();
    assertThat(policy.due(3_000 * MILLI, took, Load.LIVE)).isTrue();
    assertThat(policy.due(56_999 * MILLI, took, Load.BACKLOG)).isFalse();
    assertThat(policy.due(57_000 * MILLI, took, Load.BACKLOG)).isTrue();
  }

  @Test
  void a_policy_that_makes_no_sense_is_refused() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new CheckpointPolicy(second, Duration.ZERO, 0.1, 0.5, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CheckpointPolicy(second, second, 0, 0.5, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CheckpointPolicy(second, second, 0.1, 1.5, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
