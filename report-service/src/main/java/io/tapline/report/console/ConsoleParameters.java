package io.tapline.report.console;

import io.tapline.report.Reason;
import io.tapline.rpc.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Query parameters as values; what cannot be read is named. Absent or empty is null. */
final class ConsoleParameters {
  private ConsoleParameters() {}

  static @Nullable Instant instant(String name, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw invalid(name, "an RFC 3339 time such as 2026-01-31T08:00:00Z", text);
    }
  }

  /** ISO 8601, for example {@code PT30S}. */
  static @Nullable Duration duration(String name, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw invalid(name, "an ISO 8601 duration such as PT30S", text);
    }
  }

  static <E extends Enum<E>> E choice(String name, String text, Class<E> type) {
    List<String> names =
        Arrays.stream(type.getEnumConstants()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    int index = names.indexOf(text);
    if (index < 0) {
      throw invalid(name, "one of " + String.join(", ", names), text);
    }
    return type.getEnumConstants()[index];
  }

  /** Names separated by commas, each of them one of those that there are; none = all. */
  static List<String> names(String name, String text, List<String> known) {
    List<String> names =
        Arrays.stream(text.split(",", -1)).filter(one -> !one.isEmpty()).distinct().toList();
    for (String one : names) {
      if (!known.contains(one)) {
        throw invalid(name, "of " + String.join(", ", known), one);
      }
    }
    return names.isEmpty() ? known : names;
  }

  private static Refusal invalid(String name, String expected, String text) {
    return Refusal.ofField(
        Reason.INVALID_PARAMETER,
        name,
        "`" + name + "` must be " + expected + ", but is `" + text + "`");
  }
}
