package io.tapline.cli.output;

import java.util.List;
import java.util.function.ToLongFunction;

/** Amounts as bars of block characters, an eighth of a cell exact. */
public final class Bars {
  private static final String EIGHTHS = "▏▎▍▌▋▊▉█";

  private Bars() {}

  /** A column of bars, of which the largest of the rows is {@code cells} wide. */
  public static <R> Column<R> column(
      String name, List<R> rows, ToLongFunction<R> amount, int cells) {
    long max = rows.stream().mapToLong(amount).max().orElse(0);
    return Column.text(name, row -> bar(amount.applyAsLong(row), max, cells));
  }

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
