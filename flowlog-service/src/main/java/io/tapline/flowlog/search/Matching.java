package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.Condition;
import io.tapline.flowlog.search.filter.Sql;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.segment.SegmentPath;
import java.util.List;

/**
 * The rows that a question is about, as a table to select from. Each case of the condition is asked
 * of the segments that can hold it: a host that is only ever a client costs nothing on the server's
 * side.
 */
final class Matching {
  private final Interval interval;
  private final Condition condition;
  private final Sql more;

  Matching(Interval interval, Condition condition) {
    this(interval, condition, new Sql());
  }

  private Matching(Interval interval, Condition condition, Sql more) {
    this.interval = interval;
    this.condition = condition;
    this.more = more;
  }

  /**
   * The same rows as far as they meet this as well.
   *
   * @param added begins with AND
   */
  Matching and(Sql added) {
    return new Matching(interval, condition, new Sql().add(more).add(added));
  }

  /** A table in parentheses. */
  Sql table(OpenScan open) {
    Sql sql = new Sql();
    String before = "(";
    List<Condition> cases = condition.cases();
    for (int i = 0; i < cases.size(); i++) {
      List<SegmentPath> segments = open.segments(i, cases.get(i));
      if (!segments.isEmpty()) {
        where(sql.add(before).add("SELECT * FROM " + DuckDb.segments(segments)), cases.get(i));
        before = " UNION ALL ";
      }
    }
    return sql.text().isEmpty() ? sql.add(DuckDb.table(List.of())) : sql.add(")");
  }

  private void where(Sql sql, Condition one) {
    interval.to(sql.add(" WHERE "));
    one.to(sql.add(" AND "));
    sql.add(more);
  }
}
