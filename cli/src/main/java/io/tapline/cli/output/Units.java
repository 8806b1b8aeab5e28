package io.tapline.cli.output;

import java.util.Locale;

/** Amounts for people. */
public final class Units {
  private static final String[] PREFIXES = {"k", "M", "G", "T", "P", "E"};

  private Units() {}

  /** {@code 1,000 frames}, {@code 1 frame}; the noun is given in its plural with an s. */
  public static String count(long amount, String nouns) {
    String noun = amount == 1 ? nouns.substring(0, nouns.length() - 1) : nouns;
    return String.format("%,d %s", amount, noun);
  }

  /** Decimal units with three significant digits: {@code 999 B}, {@code 1.23 MB}. */
  public static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double amount = bytes;
    int prefix = -1;
    while (amount >= 999.5 && prefix < PREFIXES.length - 1) {
      amount /= 1000;
      prefix++;
    }
    String digits = amount < 9.995 ? "%.2f" : amount < 99.95 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, digits, amount) + " " + PREFIXES[prefix] + "B";
  }
}
