package io.tapline.report.document;

import io.tapline.report.log.Span;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a report answered, ready to be written.
 *
 * @param title of the report
 * @param interval that it is about
 * @param columns names of what is in each row
 * @param rows the cells of each row
 * @param notes sentences for people: totals, and what the answer does not cover
 * @param json the whole answer
 */
public record ReportAnswer(
    String title,
    Span interval,
    List<String> columns,
    List<List<Cell>> rows,
    List<String> notes,
    String json) {

  public ReportAnswer {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /** What people read first: the title, the interval, the notes; a line each. */
  public List<String> summary() {
    String when = "%s to %s".formatted(interval.start(), interval.end());
    return Stream.concat(Stream.of(title, when), notes.stream()).toList();
  }

  /**
   * One value of a row.
   *
   * @param number whether it is aligned with its end
   */
  public record Cell(String text, boolean number) {
    public static Cell of(String text) {
      return new Cell(text, false);
    }

    public static Cell of(long number) {
      return new Cell(Long.toString(number), true);
    }
  }
}
