package io.tapline.report.fwctl;

import io.tapline.report.Reason;
import io.tapline.rpc.Refusal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates and lengths as Fwctl::Report takes them. A date is {@code [[YY]YY-]MM-DD [HH:MM[:SS]]}, a
 * time of today, {@code now}, {@code today} or {@code yesterday} (their midnight). Years of two
 * digits are 1970 to 2069; without a year it is this one. Unlike in the original month 12 is
 * December, and what follows a date is refused.
 *
 * <p>A length is a sum of weeks, days, hours, mins and secs, each at most once: {@code 1 week 2
 * days}, {@code 1w2d3h4m5s}, {@code 5 mins}; a bare number is seconds.
 */
public final class FwctlTimes {
  private static final Pattern DATE =
      Pattern.compile(
          "(?:(?:(\\d{4}|\\d{2})-)?(\\d{1,2})-(\\d{1,2}))?"
              + "(?:(?:^|[ T]+)(\\d{1,2}):(\\d{2})(?::(\\d{2}))?)?");
  private static final Pattern PART = Pattern.compile("\\G\\s*(\\d{1,9})\\s*([a-z]*)\\s*,?");
  private static final Map<String, Long> UNITS =
      Map.of("w", 604_800L, "d", 86_400L, "h", 3_600L, "m", 60L, "s", 1L);
  private static final Map<String, String> NAMES =
      Map.of("w", "weeks", "d", "days", "h", "hours", "m", "minutes", "s", "seconds");

  private final ZonedDateTime now;

  /**
   * @param now the time, in the zone of dates
   */
  public FwctlTimes(ZonedDateTime now) {
    this.now = now;
  }

  /**
   * The second of a date, since 1970-01-01T00:00:00Z.
   *
   * @param field where it stands, for the refusal
   */
  public long date(String field, String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    return switch (word) {
      case "now" -> now.toEpochSecond();
      case "today" -> now.toLocalDate().atStartOfDay(now.getZone()).toEpochSecond();
      case "yesterday" ->
          now.toLocalDate().minusDays(1).atStartOfDay(now.getZone()).toEpochSecond();
      default -> written(field, text.strip());
    };
  }

  private long written(String field, String text) {
    Matcher date = DATE.matcher(text);
    try {
      if (!text.isEmpty() && date.matches()) {
        return day(date).atTime(time(date)).atZone(now.getZone()).toEpochSecond();
      }
    } catch (DateTimeException e) {
      throw invalid(field, text, "this date does not exist");
    }
    throw invalid(field, text, "expected YYYY-MM-DD HH:MM:SS or a part of it");
  }

  private LocalDate day(Matcher date) {
    if (date.group(2) == null) {
      return now.toLocalDate();
    }
    return LocalDate.of(
        year(date.group(1)), Integer.parseInt(date.group(2)), Integer.parseInt(date.group(3)));
  }

  private int year(@Nullable String digits) {
    if (digits == null) {
      return now.getYear();
    }
    int year = Integer.parseInt(digits);
    return digits.length() == 4 ? year : year < 70 ? 2000 + year : 1900 + year;
  }

  private static LocalTime time(Matcher date) {
    if (date.group(4) == null) {
      return LocalTime.MIDNIGHT;
    }
    String seconds = date.group(6);
    return LocalTime.of(
        Integer.parseInt(date.group(4)),
        Integer.parseInt(date.group(5)),
        seconds == null ? 0 : Integer.parseInt(seconds));
  }

  /**
   * The seconds of a length.
   *
   * @param field where it stands, for the refusal
   */
  public static long seconds(String field, String text) {
    String words = text.strip().toLowerCase(Locale.ROOT);
    Matcher part = PART.matcher(words);
    long seconds = 0;
    int end = 0;
    String units = "";
    while (end < words.length() && part.find()) {
      String unit = unit(field, text, part.group(2), words.length() == part.group(1).length());
      if (units.contains(unit)) {
        throw invalid(field, text, NAMES.get(unit) + " stand twice");
      }
      units += unit;
      seconds += Long.parseLong(part.group(1)) * UNITS.getOrDefault(unit, 0L);
      end = part.end();
    }
    if (words.isEmpty() || end < words.length()) {
      throw invalid(field, text, "expected a length such as 2 weeks, 1 day 6 hours, 5 mins");
    }
    return seconds;
  }

  private static String unit(String field, String text, String word, boolean alone) {
    if (word.isEmpty() && alone) {
      return "s";
    }
    return switch (word) {
      case "w", "wk", "wks", "week", "weeks" -> "w";
      case "d", "day", "days" -> "d";
      case "h", "hr", "hrs", "hour", "hours" -> "h";
      case "m", "mn", "min", "mins", "minute", "minutes" -> "m";
      case "s", "sec", "secs", "second", "seconds" -> "s";
      default -> throw invalid(field, text, "units are weeks, days, hours, mins and secs");
    };
  }

  private static Refusal invalid(String field, String text, String why) {
    return Refusal.ofField(
        Reason.INVALID_INTERVAL, field, "`%s`: invalid \"%s\": %s".formatted(field, text, why));
  }
}
