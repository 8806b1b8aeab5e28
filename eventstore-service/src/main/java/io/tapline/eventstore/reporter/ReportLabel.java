package io.tapline.eventstore.reporter;

import io.tapline.eventstore.idea.Severity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Labels such as {@code M20180726SL-HT9TC}: day, kind, severity, five characters at random. */
public final class ReportLabel {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern LABEL = Pattern.compile("M(\\d{8})[SE][ILMHC]-[0-9A-Z]{5}");
  private static final String CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int RANDOM_CHARACTERS = 5;

  /** What a report is about. */
  public enum Kind {
    SUMMARY,
    EXTRA
  }

  private ReportLabel() {}

  static String of(Kind kind, Severity severity, Instant made, RandomGenerator random) {
    StringBuilder label = new StringBuilder("M").append(DAY.format(made));
    label.append(kind.name().charAt(0)).append(severity.name().charAt(0)).append('-');
    for (int i = 0; i < RANDOM_CHARACTERS; i++) {
      label.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return label.toString();
  }

  /** {@code 20180726} for a text with a label in it. */
  private static Optional<String> day(String text) {
    Matcher matcher = LABEL.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Where Mentat stores a file below its directory of reports. */
  public static String path(String fileName) {
    return day(fileName).map(day -> day + "/" + fileName).orElse(fileName);
  }
}
