package io.tapline.eventstore.idea;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * IDEA's times: RFC 3339 with {@code T} or a blank between date and time, any number of decimals
 * (cut to microseconds); without a zone they are UTC.
 */
public final class IdeaTime {
  private static final Pattern FORM =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)?");
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private IdeaTime() {}

  /**
   * @throws IllegalArgumentException when it is no time of the years 1 to 9999
   */
  public static Instant parse(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    if (!FORM.matcher(upper).matches()) {
      throw new IllegalArgumentException("not a time");
    }
    Instant instant = instant(normal(upper)).truncatedTo(ChronoUnit.MICROS);
    if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
      throw new IllegalArgumentException("not a time of the years 1 to 9999");
    }
    return instant;
  }

  private static String normal(String upper) {
    String cut = upper.replace(' ', 'T').replaceFirst("(\\.\\d{9})\\d+", "$1");
    return cut.matches(".*(Z|[+-]\\d\\d:\\d\\d)") ? cut : cut + "Z";
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time", e);
    }
  }
}
