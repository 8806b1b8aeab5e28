package io.tapline.report.document;

import io.tapline.report.document.ReportAnswer.Cell;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table for people: title, interval and notes, then the rows in aligned columns. */
final class TextRenderer implements DocumentRenderer {
  private static final String GAP = "  ";

  @Override
  public String render(ReportAnswer answer) {
    List<List<Cell>> lines =
        Stream.concat(Stream.of(header(answer)), answer.rows().stream())
            .map(row -> row.stream().map(TextRenderer::printable).toList())
            .toList();
    int[] widths = widths(lines, answer.columns().size());
    return Stream.concat(
            Stream.concat(answer.summary().stream(), Stream.of("")),
            lines.stream().map(line -> line(line, widths)))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  /** A name is aligned as the first row's value is. */
  private static List<Cell> header(ReportAnswer answer) {
    return IntStream.range(0, answer.columns().size())
        .mapToObj(
            i ->
                new Cell(
                    answer.columns().get(i),
                    !answer.rows().isEmpty() && answer.rows().getFirst().get(i).number()))
        .toList();
  }

  private static Cell printable(Cell cell) {
    return new Cell(cell.text().replaceAll("\\p{Cntrl}", "?"), cell.number());
  }

  private static int[] widths(List<List<Cell>> lines, int columns) {
    return IntStream.range(0, columns)
        .map(i -> lines.stream().mapToInt(line -> line.get(i).text().length()).max().orElse(0))
        .toArray();
  }

  private static String line(List<Cell> cells, int[] widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(i -> padded(cells.get(i), widths[i]))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private static String padded(Cell cell, int width) {
    String space = " ".repeat(width - cell.text().length());
    return cell.number() ? space + cell.text() : cell.text() + space;
  }
}
