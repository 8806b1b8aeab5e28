package io.tapline.report.schedule;

import io.tapline.report.log.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * Whole units of a zone's calendar, the last before a run is due.
 *
 * @param count at least 1
 */
record Period(Unit unit, int count) {
  /** A unit of the calendar. */
  enum Unit {
    HOUR,
    DAY,
    WEEK,
    MONTH
  }

  /** What a run that was due at this time is about. */
  Span before(Instant due, ZoneId zone) {
    ZonedDateTime local = due.atZone(zone);
    LocalDate today = local.toLocalDate();
    return switch (unit) {
      case HOUR -> hours(local.truncatedTo(ChronoUnit.HOURS));
      case DAY -> days(today.minusDays(count), today, zone);
      case WEEK -> weeks(today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), zone);
      case MONTH -> months(today.withDayOfMonth(1), zone);
    };
  }

  private Span hours(ZonedDateTime end) {
    return new Span(end.minusHours(count).toInstant(), end.toInstant());
  }

  private Span weeks(LocalDate end, ZoneId zone) {
    return days(end.minusWeeks(count), end, zone);
  }

  private Span months(LocalDate end, ZoneId zone) {
    return days(end.minusMonths(count), end, zone);
  }

  private static Span days(LocalDate start, LocalDate end, ZoneId zone) {
    return new Span(start.atStartOfDay(zone).toInstant(), end.atStartOfDay(zone).toInstant());
  }
}
