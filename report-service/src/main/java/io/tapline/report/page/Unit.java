package io.tapline.report.page;

import java.util.Locale;

/** What numbers count, and how people read them. */
public enum Unit {
  BYTES,
  PACKETS,
  CONNECTIONS,
  BITS_PER_SECOND,
  MILLISECONDS;

  private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E"};

  /** The number with its unit where it has one: {@code 1.23 MB}, {@code 4,711}, {@code 0.250 s}. */
  public String text(long amount) {
    return switch (this) {
      case BYTES -> decimal(amount, "B");
      case BITS_PER_SECOND -> decimal(amount, "bit/s");
      case PACKETS, CONNECTIONS -> count(amount);
      case MILLISECONDS -> duration(amount);
    };
  }

  /** The same with a plus or a minus where it is not 0. */
  public String change(long amount) {
    return amount == 0
        ? text(0)
        : (amount < 0 ? "\u2212" : "+")
            + text(amount == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(amount));
  }

  /** For example {@code connections}. */
  public String noun() {
    return switch (this) {
      case BYTES -> "bytes";
      case PACKETS -> "packets";
      case CONNECTIONS -> "connections";
      case BITS_PER_SECOND -> "bits per second";
      case MILLISECONDS -> "duration";
    };
  }

  /** With separators. */
  public static String count(long amount) {
    return String.format(Locale.ROOT, "%,d", amount);
  }

  /** Three significant digits. */
  private static String decimal(long amount, String unit) {
    if (amount < 1_000) {
      return amount + " " + unit;
    }
    double shown = amount;
    int prefix = 0;
    while (shown >= 999.5) {
      shown /= 1_000;
      prefix++;
    }
    String digits = shown < 9.995 ? "%.2f" : shown < 99.95 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, digits, shown) + " " + PREFIXES[prefix] + unit;
  }

  private static String duration(long millis) {
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%d.%03d s", millis / 1_000, millis % 1_000);
    }
    long seconds = millis / 1_000;
    String clock =
        String.format(
            Locale.ROOT, "%02d:%02d:%02d", seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    return seconds < 86_400 ? clock : count(seconds / 86_400) + " d " + clock;
  }
}
