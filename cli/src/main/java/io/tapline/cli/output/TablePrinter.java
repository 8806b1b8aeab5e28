package io.tapline.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Aligned columns without frames. Widths follow the first {@value #SAMPLE_ROWS} rows; later longer
 * values shift their line instead of being cut; an optional column without a value in those rows is
 * left out.
 */
final class TablePrinter<R> implements RowPrinter<R> {
  static final int SAMPLE_ROWS = 1000;
  private static final String GAP = "  ";

  private final PrintWriter out;
  private final List<Column<R>> columns;
  private final boolean color;
  private final List<List<String>> waiting = new ArrayList<>();
  private int[] widths = {};

  /** Indexes of the columns that are printed. */
  private int[] shown = {};

  TablePrinter(PrintWriter out, List<Column<R>> columns, boolean color) {
    this.out = out;
    this.columns = columns;
    this.color = color;
  }

  @Override
  public void print(List<R> rows) {
    for (R row : rows) {
      waiting.add(
          columns.stream().map(column -> Printable.of(column.people().apply(row))).toList());
    }
    if (waiting.size() >= SAMPLE_ROWS) {
      release();
    }
  }

  @Override
  public void finish() {
    release();
  }

  private void release() {
    if (waiting.isEmpty()) {
      return;
    }
    if (widths.length == 0) {
      List<String> header = columns.stream().map(column -> title(column.name())).toList();
      shown = IntStream.range(0, columns.size()).filter(this::worthShowing).toArray();
      widths = widths(header);
      out.println(color ? "\u001b[1m" + line(header) + "\u001b[0m" : line(header));
    }
    waiting.forEach(cells -> out.println(line(cells)));
    waiting.clear();
    RowPrinter.flush(out);
  }

  private boolean worthShowing(int column) {
    return !columns.get(column).optional()
        || waiting.stream().anyMatch(cells -> !cells.get(column).isEmpty());
  }

  private int[] widths(List<String> header) {
    int[] longest = new int[columns.size()];
    for (int i = 0; i < longest.length; i++) {
      longest[i] = header.get(i).length();
      for (List<String> cells : waiting) {
        longest[i] = Math.max(longest[i], cells.get(i).length());
      }
    }
    return longest;
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i : shown) {
      String padding = " ".repeat(Math.max(0, widths[i] - cells.get(i).length()));
      line.append(line.isEmpty() ? "" : GAP);
      line.append(columns.get(i).right() ? padding + cells.get(i) : cells.get(i) + padding);
    }
    return line.toString().stripTrailing();
  }

  private static String title(String name) {
    return name.replace('_', ' ').toUpperCase(Locale.ROOT);
  }
}
