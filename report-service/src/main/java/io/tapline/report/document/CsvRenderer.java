package io.tapline.report.document;

import io.tapline.report.document.ReportAnswer.Cell;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A line of names and the rows, as RFC 4180 has them. A text that a spreadsheet would take for a
 * formula begins with an apostrophe.
 */
final class CsvRenderer implements DocumentRenderer {
  private static final String LINE_END = "\r\n";
  private static final String FORMULAS = "=+-@\t\r";

  @Override
  public String render(ReportAnswer answer) {
    return Stream.concat(
            Stream.of(answer.columns().stream().map(Cell::of).toList()), answer.rows().stream())
        .map(CsvRenderer::line)
        .collect(Collectors.joining());
  }

  private static String line(List<Cell> row) {
    return row.stream().map(CsvRenderer::cell).collect(Collectors.joining(",", "", LINE_END));
  }

  private static String cell(Cell cell) {
    String text = cell.number() ? cell.text() : harmless(cell.text());
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String harmless(String text) {
    boolean formula = !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0;
    return formula ? "'" + text : text;
  }
}
