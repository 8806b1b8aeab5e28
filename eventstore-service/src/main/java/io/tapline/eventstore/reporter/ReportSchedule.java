package io.tapline.eventstore.reporter;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which window of a group and severity is next. Each begins where the one before ended, so there is
 * no gap and no overlap. What piled up while nobody ran is caught up in windows of at most {@code
 * longest}, or of the period where that is longer.
 *
 * @param interval windows end at its multiples since 1970
 * @param longest a window that catches up, at most
 */
public record ReportSchedule(Duration interval, Duration longest) {
  public ReportSchedule {
    if (!interval.isPositive() || !longest.isPositive()) {
      throw new IllegalArgumentException("Intervals of reports are longer than zero.");
    }
  }

  /**
   * The next window; none when it is too soon.
   *
   * @param doneUntil end of the last one; null: the first, which is one period long
   * @param settled every event that was inserted before is there to be read
   */
  public Optional<ReportWindow> next(
      @Nullable Instant doneUntil, Instant settled, Duration period) {
    Instant end = floor(settled);
    Instant start = doneUntil == null ? end.minus(period) : doneUntil;
    if (start.plus(period).isAfter(end)) {
      return Optional.empty();
    }
    Instant furthest = start.plus(longest.compareTo(period) > 0 ? longest : period);
    return Optional.of(new ReportWindow(start, furthest.isBefore(end) ? furthest : end));
  }

  private Instant floor(Instant time) {
    long millis = interval.toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), millis) * millis);
  }
}
