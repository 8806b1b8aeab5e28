package io.tapline.report.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Somebody who looks at a wall clock every minute, crosses off what it shows, and compares it with
 * a cron expression of numbers: what was shown before is not due again, and what was jumped over is
 * due when the clock has jumped.
 */
final class CronModel {
  private final String[] fields;
  private final ZoneId zone;

  CronModel(String cron, ZoneId zone) {
    this.fields = cron.split(" ", -1);
    this.zone = zone;
  }

  NavigableSet<Instant> due(Instant from, Instant to) {
    NavigableSet<Instant> due = new TreeSet<>();
    Set<LocalDateTime> shown = new HashSet<>();
    LocalDateTime before = local(from.minus(1, ChronoUnit.MINUTES));
    for (Instant now = from; now.isBefore(to); now = now.plus(1, ChronoUnit.MINUTES)) {
      LocalDateTime clock = local(now);
      for (LocalDateTime at = next(before, clock); !at.isAfter(clock); at = at.plusMinutes(1)) {
        if (shown.add(at) && matches(at)) {
          due.add(now);
        }
      }
      before = clock;
    }
    return due;
  }

  private LocalDateTime local(Instant now) {
    return now.atZone(zone).toLocalDateTime();
  }

  /** The first minute behind the one before, or the one shown when the clock was put back. */
  private static LocalDateTime next(LocalDateTime before, LocalDateTime clock) {
    return clock.isAfter(before) ? before.plusMinutes(1) : clock;
  }

  private boolean matches(LocalDateTime at) {
    return contains(fields[0], at.getMinute(), 0)
        && contains(fields[1], at.getHour(), 0)
        && contains(fields[3], at.getMonthValue(), 1)
        && isDay(at);
  }

  private boolean isDay(LocalDateTime at) {
    boolean day = contains(fields[2], at.getDayOfMonth(), 1);
    boolean weekday = contains(fields[4], at.getDayOfWeek().getValue() % 7, 0);
    boolean both = fields[2].equals("*") || fields[4].equals("*");
    return both ? day && weekday : day || weekday;
  }

  private static boolean contains(String field, int value, int lowest) {
    for (String part : field.split(",", -1)) {
      String[] range = part.split("-", -1);
      boolean in =
          part.equals("*")
              || (part.startsWith("*/")
                  && (value - lowest) % Integer.parseInt(part.substring(2)) == 0)
              || (!part.startsWith("*")
                  && value >= Integer.parseInt(range[0])
                  && value <= Integer.parseInt(range[range.length - 1]));
      if (in) {
        return true;
      }
    }
    return false;
  }
}
