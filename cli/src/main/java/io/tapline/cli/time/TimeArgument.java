package io.tapline.cli.time;

import io.tapline.cli.CliException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one time as typed. The clock and the zone are arguments, so the same text gives the same
 * time in a test.
 */
public final class TimeArgument {
  private static final Pattern NOW = Pattern.compile("now(?:([+-])(\\d{1,9})(ms|s|m|h|d|w))?");
  private static final Pattern LOCAL =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:[ T](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?))?");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1),
          "w", Duration.ofDays(7));

  private TimeArgument() {}

  /** Throws IllegalArgumentException with a sentence that lists the forms. */
  public static Instant parse(String text, Instant now, ZoneId zone) {
    String typed = text.strip();
    Matcher relative = NOW.matcher(typed);
    try {
      if (relative.matches()) {
        return relative.group(1) == null ? now : now.plus(offset(relative));
      }
      return switch (typed) {
        case "today" -> startOfDay(now, zone, 0);
        case "yesterday" -> startOfDay(now, zone, -1);
        case "tomorrow" -> startOfDay(now, zone, 1);
        default -> absolute(typed, zone);
      };
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "'%s' is not a time: use RFC 3339 (2026-03-01T10:00:00Z), YYYY-MM-DD, 'YYYY-MM-DD HH:MM[:SS]', now-2h, today or yesterday"
              .formatted(text),
          e);
    }
  }

  /** The same for a command, which ends with the sentence. */
  public static Instant typed(String text, Instant now, ZoneId zone) {
    try {
      return parse(text, now, zone);
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  /** A width of time such as {@code 500ms}, {@code 5m}, {@code 1d}. */
  public static Duration parseDuration(String text) {
    Matcher matcher = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|w)").matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a width of time: use a number and ms, s, m, h, d or w, for example 5m"
              .formatted(text));
    }
    return unit(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
  }

  private static Duration offset(Matcher relative) {
    Duration offset = unit(relative.group(3)).multipliedBy(Long.parseLong(relative.group(2)));
    return "-".equals(relative.group(1)) ? offset.negated() : offset;
  }

  private static Duration unit(String name) {
    return UNITS.getOrDefault(name, Duration.ZERO);
  }

  private static Instant absolute(String typed, ZoneId zone) {
    Matcher local = LOCAL.matcher(typed);
    if (!local.matches()) {
      return OffsetDateTime.parse(typed.replace(' ', 'T')).toInstant();
    }
    LocalDate date = LocalDate.parse(local.group(1));
    LocalTime time = local.group(2) == null ? LocalTime.MIDNIGHT : LocalTime.parse(local.group(2));
    return LocalDateTime.of(date, time).atZone(zone).toInstant();
  }

  private static Instant startOfDay(Instant now, ZoneId zone, long days) {
    return now.atZone(zone).toLocalDate().plusDays(days).atStartOfDay(zone).toInstant();
  }
}
