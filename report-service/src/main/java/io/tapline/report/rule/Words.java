package io.tapline.report.rule;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Words {
  private static final long KILO = 1_000;

  private Words() {}

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** {@code 1.2 GB}: powers of a thousand, as the console writes them. */
  static String bytes(long value) {
    double rest = value;
    int unit = 0;
    while (rest >= KILO && unit < 5) {
      rest /= KILO;
      unit++;
    }
    String name = new String[] {"B", "kB", "MB", "GB", "TB", "PB"}[unit];
    return unit == 0 ? value + " B" : String.format(Locale.ROOT, "%.1f %s", rest, name);
  }

  /** {@code 5 min}, {@code 90 s}, {@code 6 h}, {@code 7 d}. */
  static String time(Duration time) {
    long seconds = time.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + " d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + " h";
    }
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  /** {@code 1 server}, {@code 20 servers}. */
  static String of(long count, String noun) {
    return number(count) + ' ' + noun + (count == 1 ? "" : "s");
  }
}
