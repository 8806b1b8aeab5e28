package io.tapline.flowlog.search.filter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and durations in filters. */
final class TimeValues {
  private static final Pattern DURATION =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)([a-zµ]{0,2})");

  private static final Map<String, Long> MICROS =
      Map.of(
          "us", 1L,
          "µs", 1L,
          "ms", 1_000L,
          "", 1_000_000L,
          "s", 1_000_000L,
          "m", 60_000_000L,
          "h", 3_600_000_000L,
          "d", 86_400_000_000L);

  private TimeValues() {}

  /** Nanoseconds since 1970-01-01T00:00:00Z; a time without an offset is in UTC. */
  static long nanos(Token value) {
    try {
      Instant time = instant(value.text());
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    } catch (DateTimeException | ArithmeticException e) {
      throw Values.expected(
          "a time such as 2026-01-31, 2026-01-31T12:00 or 2026-01-31T12:00:00Z", value);
    }
  }

  private static Instant instant(String text) {
    if (text.indexOf('T') < 0 && text.indexOf(' ') < 0) {
      return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    String time = text.replace(' ', 'T').toUpperCase(Locale.ROOT);
    return hasOffset(time)
        ? OffsetDateTime.parse(time).toInstant()
        : LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
  }

  private static boolean hasOffset(String time) {
    String clock = time.substring(time.indexOf('T'));
    return clock.endsWith("Z") || clock.indexOf('+') > 0 || clock.indexOf('-') > 0;
  }

  /** A number of seconds, or one with a unit from us to d; rounded down to microseconds. */
  static long micros(Token value) {
    Matcher written = DURATION.matcher(value.text().toLowerCase(Locale.ROOT));
    Long unit = written.matches() ? MICROS.get(written.group(2)) : null;
    if (unit == null) {
      throw Values.expected("a duration such as 90, 1.5s, 250ms, 10m or 2h", value);
    }
    BigDecimal micros = new BigDecimal(written.group(1)).multiply(BigDecimal.valueOf(unit));
    return micros
        .min(BigDecimal.valueOf(Long.MAX_VALUE))
        .setScale(0, RoundingMode.DOWN)
        .longValueExact();
  }
}
