package io.tapline.flowlog.search.filter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Large numbers as people write them: {@code 10k}, {@code 1.5MB}, {@code 2GiB}. */
final class Counts {
  private static final Pattern SCALED =
      Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?)([kmgt]i?)b?");

  private static final Map<String, BigDecimal> SCALES =
      Map.of(
          "k", BigDecimal.valueOf(1_000L),
          "m", BigDecimal.valueOf(1_000_000L),
          "g", BigDecimal.valueOf(1_000_000_000L),
          "t", BigDecimal.valueOf(1_000_000_000_000L),
          "ki", BigDecimal.valueOf(1L << 10),
          "mi", BigDecimal.valueOf(1L << 20),
          "gi", BigDecimal.valueOf(1L << 30),
          "ti", BigDecimal.valueOf(1L << 40));

  private Counts() {}

  /**
   * A whole number, or one with a scale, rounded down; what is larger than a long is the largest.
   *
   * @throws NumberFormatException if it is neither
   */
  static long of(String text) {
    Matcher scaled = SCALED.matcher(text.toLowerCase(Locale.ROOT));
    if (!scaled.matches()) {
      return Long.parseLong(text);
    }
    return new BigDecimal(scaled.group(1))
        .multiply(SCALES.getOrDefault(scaled.group(2), BigDecimal.ONE))
        .min(BigDecimal.valueOf(Long.MAX_VALUE))
        .setScale(0, RoundingMode.DOWN)
        .longValueExact();
  }
}
