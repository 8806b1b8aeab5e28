package io.tapline.eventstore.reporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportScheduleTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final ReportSchedule SCHEDULE =
      new ReportSchedule(Duration.ofMinutes(10), LONGEST);

  @Property(tries = 500)
  void windows_follow_each_other_whenever_somebody_looks(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 400_000) Integer> pauses,
      @ForAll @IntRange(min = 1, max = 2_880) int periodMinutes) {
    Duration period = Duration.ofMinutes(periodMinutes);
    @Nullable Instant done = null;
    Instant now = START;
    for (int pause : pauses) {
      now = now.plusSeconds(pause);
      Optional<ReportWindow> next = SCHEDULE.next(done, now, period);
      if (next.isEmpty()) {
        continue;
      }
      ReportWindow window = next.get();
      if (done != null) {
        assertThat(window.start()).isEqualTo(done);
      }
      Duration length = Duration.between(window.start(), window.end());
      assertThat(window.end()).isBeforeOrEqualTo(now);
      assertThat(length).isGreaterThanOrEqualTo(period);
      assertThat(length).isLessThanOrEqualTo(period.compareTo(LONGEST) > 0 ? period : LONGEST);
      done = window.end();
    }
  }

  @Test
  void a_window_ends_at_a_multiple_of_the_interval_and_not_before_a_period_has_passed() {
    Duration period = Duration.ofHours(2);
    Instant now = Instant.parse("2026-03-01T10:09:59.9Z");
    assertThat(SCHEDULE.next(null, now, period))
        .contains(
            new ReportWindow(
                Instant.parse("2026-03-01T08:00:00Z"), Instant.parse("2026-03-01T10:00:00Z")));
    assertThat(SCHEDULE.next(Instant.parse("2026-03-01T08:00:01Z"), now, period)).isEmpty();
  }

  @Test
  void a_long_downtime_is_caught_up_a_day_at_a_time() {
    Instant done = START;
    Instant now = START.plus(Duration.ofHours(60));
    assertThat(SCHEDULE.next(done, now, Duration.ofMinutes(10)))
        .contains(new ReportWindow(START, START.plus(LONGEST)));
  }

  @Test
  void an_interval_must_be_longer_than_zero() {
    assertThatThrownBy(() -> new ReportSchedule(Duration.ZERO, LONGEST))
        .hasMessage("Intervals of reports are longer than zero.");
    assertThatThrownBy(() -> new ReportWindow(START, START)).hasMessageContaining("ends after");
  }
}
