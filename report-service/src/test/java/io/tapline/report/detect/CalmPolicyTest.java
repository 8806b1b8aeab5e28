package io.tapline.report.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CalmPolicyTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final CalmPolicy POLICY =
      new CalmPolicy(Duration.ofSeconds(2), Duration.ofSeconds(60));

  @Test
  void a_log_that_never_was_busy_is_calm() {
    assertThat(POLICY.isDue(NOW, Instant.MIN, Duration.ZERO, NOW)).isTrue();
  }

  @Test
  void calm_begins_two_seconds_after_a_source_was_busy() {
    assertThat(POLICY.isDue(NOW, NOW.minusMillis(1_999), Duration.ZERO, NOW)).isFalse();
    assertThat(POLICY.isDue(NOW, NOW.minusSeconds(2), Duration.ZERO, NOW)).isTrue();
  }

  @Test
  void under_lasting_load_nothing_waits_longer_than_a_minute() {
    Duration lastRun = Duration.ofSeconds(15);
    assertThat(POLICY.isDue(NOW.minusMillis(59_999), NOW, lastRun, NOW)).isFalse();
    assertThat(POLICY.isDue(NOW.minusSeconds(60), NOW, lastRun, NOW)).isTrue();
  }

  @Test
  void a_long_run_under_lasting_load_is_followed_by_a_rest_of_four_times_its_length() {
    Duration lastRun = Duration.ofSeconds(100);
    assertThat(POLICY.isDue(NOW.minusSeconds(399), NOW, lastRun, NOW)).isFalse();
    assertThat(POLICY.isDue(NOW.minusSeconds(400), NOW, lastRun, NOW)).isTrue();
    assertThat(POLICY.isDue(NOW, NOW.minusSeconds(2), lastRun, NOW)).isTrue();
  }
}
