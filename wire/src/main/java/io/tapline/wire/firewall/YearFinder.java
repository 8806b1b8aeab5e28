package io.tapline.wire.firewall;

import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.text.LocalClock;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.LocalDate;

/**
 * Gives years to times that have none (RFC 3164), line by line.
 *
 * <ul>
 *   <li>A datagram has the latest year that does not put it more than a day after it was received.
 *   <li>The first line of a file has the year that the user named, or else the latest one that does
 *       not put it more than a day after the file's last change.
 *   <li>Of the lines after it, one that goes back by more than half a year is of the next year, as
 *       often as that happens; one of late December after one of early January is a straggler of
 *       the year before; any other is of the same year, in order or not.
 *   <li>A line that would come more than a day after the file's last change shows that the first
 *       year was taken too late: from this line on years are one less. So does a 29 February of
 *       another year than a leap year.
 * </ul>
 *
 * <p>What cannot be known: a file changed (or copied) long after its last line; a file of more than
 * a year, whose first lines may be taken a year too late until a line shows it; a pause of more
 * than half a year. Then the first year must be named.
 */
final class YearFinder {
  private static final int FROM_FILE = 0;
  private static final int OLDEST_YEAR = 1970;
  private static final int SOME_LEAP_YEAR = 2000;
  private static final long NANOS_PER_DAY = 86_400_000_000_000L;
  private static final int HALF_YEAR_DAYS = 183;

  /** A line of the year before may come so late. */
  private static final int STRAGGLER_DAYS = 7;

  private final int firstYear;
  private final LocalClock clock;

  /** Newest day seen; year 0 before the first line. */
  private int year;

  private int month;
  private int day;
  private boolean corrected;

  YearFinder(int firstYear, LocalClock clock) {
    this.firstYear = firstYear;
    this.clock = clock;
  }

  /** Nanoseconds since the epoch, or {@link LocalClock#NONE} when there is no such day. */
  long nanos(FlowUnit unit, int newMonth, int newDay, int secondOfDay, long nanoOfSecond) {
    corrected = false;
    if (!LocalClock.exists(SOME_LEAP_YEAR, newMonth, newDay)) {
      return LocalClock.NONE;
    }
    int found =
        isDatagram(unit)
            ? latest(unit, newMonth, newDay, secondOfDay)
            : next(unit, newMonth, newDay, secondOfDay);
    return clock.nanos(found, newMonth, newDay, secondOfDay, nanoOfSecond);
  }

  /** Whether the last line showed that earlier ones were given too late a year. */
  boolean corrected() {
    return corrected;
  }

  private static boolean isDatagram(FlowUnit unit) {
    return unit.exporterPort != 0 || unit.exporterHigh != 0 || unit.exporterLow != 0;
  }

  /** Latest year that puts the day not more than a day after the unit's time. */
  private int latest(FlowUnit unit, int newMonth, int newDay, int secondOfDay) {
    long lastDay = latestNanos(unit) / NANOS_PER_DAY;
    int candidate = LocalDate.ofEpochDay(lastDay + 1).getYear();
    return notAfter(unit, candidate, newMonth, newDay, secondOfDay);
  }

  /** The given year, or the latest before it that fits the unit's time; at least 1970. */
  private int notAfter(FlowUnit unit, int from, int newMonth, int newDay, int secondOfDay) {
    int candidate = from;
    while (candidate > OLDEST_YEAR && !fits(unit, candidate, newMonth, newDay, secondOfDay)) {
      candidate--;
    }
    return candidate;
  }

  private boolean fits(FlowUnit unit, int candidate, int newMonth, int newDay, int secondOfDay) {
    long nanos = clock.nanos(candidate, newMonth, newDay, secondOfDay, 0);
    return nanos != LocalClock.NONE && nanos <= latestNanos(unit);
  }

  private static long latestNanos(FlowUnit unit) {
    return Math.clamp(unit.timeNanos, 0, Long.MAX_VALUE - 2 * NANOS_PER_DAY) + NANOS_PER_DAY;
  }

  private int next(FlowUnit unit, int newMonth, int newDay, int secondOfDay) {
    if (year == 0) {
      int first = firstYear == FROM_FILE ? latest(unit, newMonth, newDay, secondOfDay) : firstYear;
      remember(first, newMonth, newDay);
      return first;
    }
    int near = near(newMonth, newDay);
    if (firstYear == FROM_FILE && !fits(unit, near, newMonth, newDay, secondOfDay)) {
      return tooLate(unit, near, newMonth, newDay, secondOfDay);
    }
    if (dayNumber(near, newMonth, newDay) > dayNumber(year, month, day)) {
      remember(near, newMonth, newDay);
    }
    return near;
  }

  /** A new year that has not come yet is a clock that was wrong; else the first year was. */
  private int tooLate(FlowUnit unit, int near, int newMonth, int newDay, int secondOfDay) {
    int found = notAfter(unit, near, newMonth, newDay, secondOfDay);
    if (found < year) {
      corrected = true;
      remember(found, newMonth, newDay);
    }
    return found;
  }

  /** The year after for a day long before the newest one, the year before for a straggler. */
  private int near(int newMonth, int newDay) {
    if (newMonth == month && newDay == day) {
      return year;
    }
    long newest = dayNumber(year, month, day);
    if (dayNumber(year, newMonth, newDay) < newest - HALF_YEAR_DAYS) {
      return year + 1;
    }
    return dayNumber(year - 1, newMonth, newDay) >= newest - STRAGGLER_DAYS ? year - 1 : year;
  }

  /** Exact for one month, near enough beyond: tells half years and weeks apart. */
  private static long dayNumber(int year, int month, int day) {
    return LocalDate.of(year, month, 1).toEpochDay() + day;
  }

  private void remember(int newYear, int newMonth, int newDay) {
    if (LocalClock.exists(newYear, newMonth, newDay)) {
      year = newYear;
      month = newMonth;
      day = newDay;
    }
  }

  void write(DataOutputStream state) throws IOException {
    state.writeShort(year);
    state.writeByte(month);
    state.writeByte(day);
  }

  void read(DataInputStream state) throws IOException {
    year = state.readUnsignedShort();
    month = state.readUnsignedByte();
    day = state.readUnsignedByte();
    if (year != 0 && !LocalClock.exists(year, month, day)) {
      throw new IllegalArgumentException("no such day");
    }
  }
}
