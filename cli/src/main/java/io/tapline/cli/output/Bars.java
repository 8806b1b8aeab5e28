package io.tapline.cli.output;

/** Amounts as bars of block characters, an eighth of a cell exact. */
public final class Bars {
  private static final String EIGHTHS = "▏▎▍▌▋▊▉█";

  private Bars() {}

  /**
   * A bar as long as {@code value} is of {@code max}, at most {@code cells} wide; empty for zero.
   */
  public static String bar(long value, long max, int cells) {
    if (value <= 0 || max <= 0) {
      return "";
    }
    long eighths = Math.max(1, Math.round((double) value / max * cells * 8));
    String rest =
        eighths % 8 == 0 ? "" : EIGHTHS.substring((int) (eighths % 8) - 1, (int) (eighths % 8));
    return "█".repeat((int) (eighths / 8)) + rest;
  }
}
