package io.tapline.wire.text;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * Turns dates and times of day of one zone into nanoseconds since the epoch. A time that the clock
 * skipped in spring counts as the hour after it; of one that it showed twice in autumn the first is
 * taken. The last minute asked for is remembered, so that lines of the same minute cost little. For
 * one thread.
 */
public final class LocalClock {
  /** Answer for dates and times that do not exist, and those outside 1970 to 2261. */
  public static final long NONE = Long.MIN_VALUE;

  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2261;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final ZoneId zone;
  private long minute = NONE;
  private long minuteSeconds;

  public LocalClock(ZoneId zone) {
    this.zone = zone;
  }

  /** The zone. */
  public ZoneId zone() {
    return zone;
  }

  /** Nanoseconds since the epoch; second 60 (a leap second) is the second after it. */
  public long nanos(int year, int month, int day, int secondOfDay, long nanoOfSecond) {
    int minuteOfDay = secondOfDay / 60;
    long wanted = ((year * 16L + month) * 32 + day) * 2048 + minuteOfDay;
    if (wanted != minute && !remember(wanted, year, month, day, minuteOfDay)) {
      return NONE;
    }
    long seconds = minuteSeconds + secondOfDay % 60;
    return seconds * NANOS_PER_SECOND + nanoOfSecond;
  }

  private boolean remember(long wanted, int year, int month, int day, int minuteOfDay) {
    if (!exists(year, month, day)) {
      return false;
    }
    LocalDateTime start = LocalDate.of(year, month, day).atTime(minuteOfDay / 60, minuteOfDay % 60);
    minuteSeconds = start.atZone(zone).toEpochSecond();
    minute = wanted;
    return true;
  }

  /** Whether there is such a day, from 1970 to 2261. */
  public static boolean exists(int year, int month, int day) {
    return year >= FIRST_YEAR
        && year <= LAST_YEAR
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= daysOf(year, month);
  }

  private static int daysOf(int year, int month) {
    return switch (month) {
      case 2 -> isLeap(year) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** Whether the year has a 29 February. */
  public static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }
}
