package io.tapline.capture.handler;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Rotation by the calendar in UTC, as AIT's {@code rotate_log_index} and {@code rotate_log_delta}:
 * a file ends when its unit's field is {@code delta} more than when the file began, or when a
 * longer unit changes. So a file of two hours that began at 23:30 ends at midnight, and one of a
 * day ends at midnight too, not a day after it began.
 *
 * @param unit which field counts
 * @param delta 1 to {@link #MAX_DELTA}
 */
public record CalendarRotation(CalendarUnit unit, int delta) {
  public static final int MAX_DELTA = 10_000;

  /** At UTC midnight: the default of AIT and of handlers here. */
  public static final CalendarRotation DAILY = new CalendarRotation(CalendarUnit.DAY, 1);

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND - 1;

  /**
   * When a file ends.
   *
   * @param startNanos when it began, nanoseconds since the epoch
   */
  long endNanos(long startNanos) {
    LocalDateTime start =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(startNanos, NANOS_PER_SECOND),
            (int) Math.floorMod(startNanos, NANOS_PER_SECOND),
            ZoneOffset.UTC);
    LocalDateTime end = unit.after(unit.begin(start), delta);
    if (unit != CalendarUnit.YEAR) {
      CalendarUnit longer = unit.longer();
      LocalDateTime next = longer.after(longer.begin(start), 1);
      end = next.isBefore(end) ? next : end;
    }
    Instant instant = end.toInstant(ZoneOffset.UTC);
    return Math.min(instant.getEpochSecond(), MAX_SECONDS) * NANOS_PER_SECOND;
  }
}
