package io.tapline.cli.output;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** One flat JSON object per line; absent values are left out. */
final class JsonPrinter<R> implements RowPrinter<R> {
  private final PrintWriter out;
  private final List<Column<R>> columns;

  JsonPrinter(PrintWriter out, List<Column<R>> columns) {
    this.out = out;
    this.columns = columns;
  }

  @Override
  public void print(List<R> rows) {
    rows.forEach(row -> out.println(object(row)));
    RowPrinter.flush(out);
  }

  private String object(R row) {
    return columns.stream()
        .filter(column -> column.value().apply(row) != null)
        .map(column -> Json.text(column.name()) + ":" + Json.value(column.value().apply(row)))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
