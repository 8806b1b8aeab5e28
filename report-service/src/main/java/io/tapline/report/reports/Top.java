package io.tapline.report.reports;

import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.Completeness;
import io.tapline.report.log.ConnectionLog;
import io.tapline.report.log.Scope;
import java.util.List;

/** The largest groups of connections by any columns, and the rest together. */
public final class Top {
  private final ConnectionLog log;

  public Top(ConnectionLog log) {
    this.log = log;
  }

  /**
   * @param columns 1 to 8 of the log's
   * @param limit rows wanted; 0 = 10, at most 1,000
   */
  public Answer ask(Scope scope, List<String> columns, TopTalkers.By by, int limit) {
    int rows = TopTalkers.ROWS.of(limit);
    GroupColumns group = new GroupColumns(columns);
    Aggregate answer =
        log.aggregate(
            new AggregateQuestion(scope, columns, Totals.MEASURES, by.measure, rows, null));
    return answer(answer, group, scope.filter());
  }

  private static Answer answer(Aggregate answer, GroupColumns group, String filter) {
    List<Row> rows =
        answer.rows().stream()
            .map(row -> new Row(row.keys(), Totals.of(row), group.filter(filter, row.keys())))
            .toList();
    Totals total = Totals.of(answer.total());
    Totals shown = rows.stream().map(Row::totals).reduce(Totals.NONE, Totals::plus);
    return new Answer(rows, total.minus(shown), total, answer.groups(), answer.completeness());
  }

  /**
   * @param other what is not among the rows
   * @param total the rows and the others
   * @param groups how many there are in all
   */
  public record Answer(
      List<Row> rows, Totals other, Totals total, long groups, Completeness completeness) {}

  /**
   * One group.
   *
   * @param filter of its connections; empty where the language cannot name them
   */
  public record Row(List<String> keys, Totals totals, String filter) {}
}
