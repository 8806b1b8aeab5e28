package io.tapline.cli.output;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** CSV after RFC 4180 with a header line; absent values are empty. */
final class CsvPrinter<R> implements RowPrinter<R> {
  private final PrintWriter out;
  private final List<Column<R>> columns;
  private boolean headed;

  CsvPrinter(PrintWriter out, List<Column<R>> columns) {
    this.out = out;
    this.columns = columns;
  }

  @Override
  public void print(List<R> rows) {
    header();
    rows.forEach(row -> out.println(line(row)));
    RowPrinter.flush(out);
  }

  @Override
  public void finish() {
    header();
    RowPrinter.flush(out);
  }

  private void header() {
    if (!headed) {
      out.println(columns.stream().map(Column::name).collect(Collectors.joining(",")));
      headed = true;
    }
  }

  private String line(R row) {
    return columns.stream()
        .map(column -> field(column.value().apply(row)))
        .collect(Collectors.joining(","));
  }

  static String field(Object value) {
    String text = value == null ? "" : value.toString();
    boolean quote = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quote ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
