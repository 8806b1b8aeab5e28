package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.Condition;
import io.tapline.flowlog.search.filter.Sql;
import io.tapline.flowlog.store.Intent;
import io.tapline.flowlog.store.SegmentSnapshot.Part;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Groups, sums, top groups and time buckets. */
public final class Aggregation {
  private final Engine engine;

  public Aggregation(Engine engine) {
    this.engine = engine;
  }

  /**
   * @param bucketStartNanos 0 without buckets
   * @param keys as text, by column
   * @param values by measure
   */
  public record Row(long bucketStartNanos, List<String> keys, List<Long> values) {}

  /**
   * @param rows by the chosen measure, then by keys; by time within a group
   * @param total over everything that matched
   * @param groups that matched
   */
  public record Groups(List<Row> rows, Row total, long groups) {}

  public Answer<Groups> aggregate(Question question, Grouping grouping, Cancellation cancellation) {
    Map<Integer, String> sources = engine.sourceNames();
    Condition condition = engine.compile(question.filter(), sources);
    Matching matching = new Matching(question.interval(), condition);
    Function<Sql, GroupSource.Summed> source = source(question.interval(), grouping);
    GroupReader reader =
        new GroupReader(grouping, Spread.isNeeded(question.interval(), grouping), sources);
    Answer<Groups> groups =
        engine.run(
            question.interval(),
            condition,
            Intent.SUMS,
            cancellation,
            scan -> read(scan, source, matching, reader));
    return groups.remarked(condition, question.interval(), groups.value().groups() == 0);
  }

  private static Function<Sql, GroupSource.Summed> source(Interval interval, Grouping grouping) {
    if (!Spread.isNeeded(interval, grouping)) {
      return rows -> new GroupSource.Rows(grouping, rows);
    }
    Spread spread = new Spread(interval, grouping);
    return rows -> new GroupSource.SpreadRows(grouping, rows, spread);
  }

  /** What runs a statement: over open segments, or over what was gathered. */
  private interface Statements {
    <T> T ask(Sql sql, Scan.Rows<T> rows) throws SQLException;
  }

  private static Groups read(
      Scan scan, Function<Sql, GroupSource.Summed> source, Matching matching, GroupReader reader)
      throws SQLException {
    List<List<Part>> parts = scan.groups();
    return parts.size() == 1
        ? scan.over(
            parts.getFirst(), open -> read(open::ask, source.apply(matching.table(open)), reader))
        : readInTurn(scan, parts, source, matching, reader);
  }

  private static Groups readInTurn(
      Scan scan,
      List<List<Part>> parts,
      Function<Sql, GroupSource.Summed> source,
      Matching matching,
      GroupReader reader)
      throws SQLException {
    try (Gathered sums = new Gathered(scan)) {
      for (List<Part> some : parts) {
        scan.run(some, open -> sums.add(open, source.apply(matching.table(open)).partialSums()));
      }
      return read(scan::ask, source.apply(new Sql()).over(sums.table()), reader);
    }
  }

  private static Groups read(Statements statements, GroupSource source, GroupReader reader)
      throws SQLException {
    Grouping grouping = source.grouping();
    GroupSql sql = new GroupSql(grouping, source);
    Groups top = statements.ask(sql.top(), reader::groups);
    Row total =
        isInTop(grouping, top) ? inTop(grouping, top) : statements.ask(sql.total(), reader::total);
    return grouping.bucketNanos() == 0 || top.rows().isEmpty()
        ? new Groups(top.rows(), total, top.groups())
        : new Groups(statements.ask(sql.buckets(), reader::buckets), total, top.groups());
  }

  /** Whether the totals need no question of their own. */
  private static boolean isInTop(Grouping grouping, Groups top) {
    return grouping.omitsDistinctTotals()
        || grouping.columns().isEmpty()
        || top.groups() == 0
        || grouping.measures().stream().allMatch(Measure::addsUp);
  }

  /** The only group has them all. */
  private static Row inTop(Grouping grouping, Groups top) {
    return grouping.columns().isEmpty() && !top.rows().isEmpty()
        ? top.rows().getFirst()
        : top.total();
  }
}
