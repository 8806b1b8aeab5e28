package io.tapline.report.reports;

import io.tapline.report.Reason;
import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.Completeness;
import io.tapline.report.log.ConnectionLog;
import io.tapline.report.log.KeyFilter;
import io.tapline.report.log.Scope;
import io.tapline.rpc.Limit;
import io.tapline.rpc.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The largest groups of one column against those of another, and the rest of both:
 *
 * <pre>
 *             192.0.2.0/24   198.51.100.0/24   others
 *   10.0.1.0/24       7              2            1   =  10
 *   10.0.2.0/24       0              4            0   =   4
 *   others            3              1           12   =  16
 *                  = 10            = 7         = 13   =  30
 * </pre>
 *
 * Every row and every column adds up. One question where the log has at most 10,000 pairs. Of more
 * the log is asked for the largest rows, the largest columns and their pairs; what is logged
 * between these questions may make others smaller than they are, never negative.
 */
public final class Matrix {
  static final int MAX_PAIRS = 10_000;

  static final Limit ROWS = new Limit(Reason.INVALID_LIMIT, "rows", 10, 25);
  static final Limit COLUMNS = new Limit(Reason.INVALID_LIMIT, "columns", 10, 25);

  private final ConnectionLog log;

  public Matrix(ConnectionLog log) {
    this.log = log;
  }

  /**
   * What is asked.
   *
   * @param row column whose values are the rows
   * @param column column whose values are the columns
   * @param rows wanted; 0 = 10, at most 25
   * @param columns wanted; 0 = 10, at most 25
   */
  public record Sides(String row, String column, TopTalkers.By by, int rows, int columns) {
    private List<String> names() {
      return List.of(row, column);
    }
  }

  public Answer ask(Scope scope, Sides sides) {
    int rows = ROWS.of(sides.rows());
    int columns = COLUMNS.of(sides.columns());
    new GroupColumns(sides.names());
    Aggregate pairs = log.aggregate(question(scope, sides.names(), sides, MAX_PAIRS));
    Parts parts =
        pairs.groups() <= MAX_PAIRS
            ? new Parts(
                largest(sums(pairs, 0), sides.by(), rows),
                largest(sums(pairs, 1), sides.by(), columns),
                cells(pairs))
            : parts(scope, sides, rows, columns);
    return answer(scope, sides, parts, pairs);
  }

  private static AggregateQuestion question(
      Scope scope, List<String> columns, Sides sides, int limit) {
    return new AggregateQuestion(scope, columns, Totals.MEASURES, sides.by().measure, limit, null);
  }

  /** Of all pairs: the totals of each value on one side. */
  private static Map<String, Totals> sums(Aggregate pairs, int side) {
    Map<String, Totals> sums = new HashMap<>();
    pairs.rows().forEach(row -> sums.merge(row.key(side), Totals.of(row), Totals::plus));
    return sums;
  }

  private static List<Group> largest(Map<String, Totals> sums, TopTalkers.By by, int limit) {
    return sums.entrySet().stream()
        .map(entry -> new Group(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingLong((Group group) -> -by.of(group.totals()))
                .thenComparing(Group::key))
        .limit(limit)
        .toList();
  }

  private static Map<List<String>, Totals> cells(Aggregate pairs) {
    Map<List<String>, Totals> cells = new HashMap<>();
    pairs.rows().forEach(row -> cells.put(row.keys(), Totals.of(row)));
    return cells;
  }

  private Parts parts(Scope scope, Sides sides, int rows, int columns) {
    List<Group> largestRows = largest(scope, sides, sides.row(), rows);
    List<Group> largestColumns = largest(scope, sides, sides.column(), columns);
    if (largestRows.isEmpty() || largestColumns.isEmpty()) {
      return new Parts(largestRows, largestColumns, Map.of());
    }
    Scope within = scope.filtered(filter(scope.filter(), sides, largestRows, largestColumns));
    Aggregate pairs = log.aggregate(question(within, sides.names(), sides, MAX_PAIRS));
    return new Parts(largestRows, largestColumns, cells(pairs));
  }

  private List<Group> largest(Scope scope, Sides sides, String column, int limit) {
    GroupColumns columns = new GroupColumns(List.of(column));
    return log.aggregate(question(scope, columns.names(), sides, limit)).rows().stream()
        .filter(row -> columns.isNameable(row.keys()))
        .map(row -> new Group(row.key(0), Totals.of(row)))
        .toList();
  }

  /** Of what is in one of the rows and in one of the columns. */
  private static String filter(String filter, Sides sides, List<Group> rows, List<Group> columns) {
    List<String> fields = new GroupColumns(sides.names()).fields();
    String pairs =
        KeyFilter.oneOf(fields.getFirst(), keys(rows))
            + " AND "
            + KeyFilter.oneOf(fields.getLast(), keys(columns));
    String whole = GroupColumns.and(filter, pairs);
    if (!GroupColumns.fits(filter, rows.size() + columns.size(), whole)) {
      throw Refusal.ofField(
          Reason.REPORT_LIMIT,
          "rows",
          "There are more than 10,000 pairs, and no filter holds %d rows and %d columns: ask for fewer, or for shorter prefixes."
              .formatted(rows.size(), columns.size()),
          Map.of("maximum", Integer.toString(MAX_PAIRS)));
    }
    return whole;
  }

  private static List<String> keys(List<Group> groups) {
    return groups.stream().map(Group::key).toList();
  }

  private static Answer answer(Scope scope, Sides sides, Parts parts, Aggregate all) {
    List<Totals> rest =
        parts.columns().stream()
            .map(column -> column.totals().without(parts.inColumn(column.key())))
            .toList();
    List<Line> lines = parts.rows().stream().map(row -> parts.line(row)).toList();
    Totals shown =
        Stream.concat(lines.stream().map(Line::total), rest.stream())
            .reduce(Totals.NONE, Totals::plus);
    Line other = new Line(rest, Totals.of(all.total()).without(shown));
    return new Answer(
        rows(parts, lines, filters(scope, sides.row(), parts.rows())),
        headers(parts, rest, filters(scope, sides.column(), parts.columns())),
        other,
        shown.plus(other.other()),
        all.completeness());
  }

  private static List<String> filters(Scope scope, String column, List<Group> groups) {
    GroupColumns columns = new GroupColumns(List.of(column));
    return groups.stream()
        .map(group -> columns.filter(scope.filter(), List.of(group.key())))
        .toList();
  }

  private static List<Row> rows(Parts parts, List<Line> lines, List<String> filters) {
    return IntStream.range(0, lines.size())
        .mapToObj(i -> new Row(parts.rows().get(i).key(), lines.get(i), filters.get(i)))
        .toList();
  }

  private static List<Header> headers(Parts parts, List<Totals> rest, List<String> filters) {
    List<Header> headers = new ArrayList<>();
    for (int i = 0; i < rest.size(); i++) {
      String key = parts.columns().get(i).key();
      headers.add(new Header(key, rest.get(i).plus(parts.inColumn(key)), filters.get(i)));
    }
    return headers;
  }

  /** A value of one side with everything that has it. */
  private record Group(String key, Totals totals) {}

  /**
   * What the matrix is made of.
   *
   * @param cells by row and column; those of other rows or columns may be among them
   */
  private record Parts(List<Group> rows, List<Group> columns, Map<List<String>, Totals> cells) {
    Totals inColumn(String column) {
      return rows.stream().map(row -> cell(row.key(), column)).reduce(Totals.NONE, Totals::plus);
    }

    Line line(Group row) {
      List<Totals> line = columns.stream().map(column -> cell(row.key(), column.key())).toList();
      return new Line(line, row.totals().without(Line.sum(line)));
    }

    private Totals cell(String row, String column) {
      return cells.getOrDefault(List.of(row, column), Totals.NONE);
    }
  }

  /**
   * The numbers of a row.
   *
   * @param cells by column
   * @param other what is in none of the columns
   */
  public record Line(List<Totals> cells, Totals other) {
    public Totals total() {
      return sum(cells).plus(other);
    }

    private static Totals sum(List<Totals> cells) {
      return cells.stream().reduce(Totals.NONE, Totals::plus);
    }
  }

  /**
   * One row.
   *
   * @param filter of its connections; empty where the language cannot name them
   */
  public record Row(String key, Line line, String filter) {}

  /**
   * One column.
   *
   * @param totals of all its cells, the one of the other rows too
   * @param filter of its connections; empty where the language cannot name them
   */
  public record Header(String key, Totals totals, String filter) {}

  /**
   * @param other all rows that are not there, together
   * @param total of all rows and the others
   */
  public record Answer(
      List<Row> rows, List<Header> columns, Line other, Totals total, Completeness completeness) {}
}
