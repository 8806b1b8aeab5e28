package io.tapline.report.page;

import java.util.List;

/**
 * Numbers as text with their units.
 *
 * @param keys how many columns, from the first, say what a row is about
 * @param rows cells by column
 * @param sums the same, of rows that stand below the others
 */
public record Table(
    String caption,
    List<Column> columns,
    int keys,
    List<List<String>> rows,
    List<List<String>> sums) {
  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    sums = List.copyOf(sums);
  }

  /** How a column is set. */
  public enum Kind {
    TEXT,
    NUMBER,
    /** A point in time, which is never broken. */
    TIME,
    /** A filter of the log, which may be long. */
    FILTER
  }

  /** One column. */
  public record Column(String name, Kind kind) {
    public static Column text(String name) {
      return new Column(name, Kind.TEXT);
    }

    public static Column number(String name) {
      return new Column(name, Kind.NUMBER);
    }

    public static Column time(String name) {
      return new Column(name, Kind.TIME);
    }

    /** The filters that list what is in the rows. */
    public static Column filter() {
      return new Column("Filter", Kind.FILTER);
    }
  }
}
