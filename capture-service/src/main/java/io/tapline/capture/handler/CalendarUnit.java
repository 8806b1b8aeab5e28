package io.tapline.capture.handler;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** A unit of the calendar by which files are rotated, from the longest to the shortest. */
public enum CalendarUnit {
  YEAR(ChronoUnit.YEARS),
  MONTH(ChronoUnit.MONTHS),
  DAY(ChronoUnit.DAYS),
  HOUR(ChronoUnit.HOURS),
  MINUTE(ChronoUnit.MINUTES),
  SECOND(ChronoUnit.SECONDS);

  private final ChronoUnit unit;

  CalendarUnit(ChronoUnit unit) {
    this.unit = unit;
  }

  /** The beginning of the unit that a time lies in. */
  LocalDateTime begin(LocalDateTime time) {
    return switch (this) {
      case YEAR -> LocalDateTime.of(time.getYear(), 1, 1, 0, 0);
      case MONTH -> LocalDateTime.of(time.getYear(), time.getMonth(), 1, 0, 0);
      case DAY, HOUR, MINUTE, SECOND -> time.truncatedTo(unit);
    };
  }

  /** The next longer unit; of a year, which has none, the year. */
  CalendarUnit longer() {
    return switch (this) {
      case YEAR, MONTH -> YEAR;
      case DAY -> MONTH;
      case HOUR -> DAY;
      case MINUTE -> HOUR;
      case SECOND -> MINUTE;
    };
  }

  LocalDateTime after(LocalDateTime time, long count) {
    return time.plus(count, unit);
  }
}
