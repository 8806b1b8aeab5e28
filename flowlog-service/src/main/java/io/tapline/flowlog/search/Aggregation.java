package io.tapline.flowlog.search;

import io.tapline.flowlog.FlowlogException;
import io.tapline.flowlog.FlowlogException.Reason;
import io.tapline.flowlog.search.filter.Condition;
import io.tapline.flowlog.search.filter.Field;
import io.tapline.flowlog.search.filter.Filter;
import io.tapline.flowlog.search.filter.Sql;
import io.tapline.flowlog.store.Intent;
import io.tapline.flowlog.store.SegmentSnapshot.Part;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

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
    Condition condition = Filter.compile(question.filter(), sources);
    Matching matching = new Matching(question.interval(), condition);
    RowReader reader = new RowReader(grouping, sources);
    return engine.run(
        question.interval(),
        condition,
        Intent.SUMS,
        cancellation,
        scan -> read(scan, grouping, matching, reader));
  }

  /** What runs a statement: over open segments, or over what was gathered. */
  private interface Statements {
    <T> T ask(Sql sql, Scan.Rows<T> rows) throws SQLException;
  }

  private static Groups read(Scan scan, Grouping grouping, Matching matching, RowReader reader)
      throws SQLException {
    List<List<Part>> parts = scan.groups();
    return parts.size() == 1
        ? scan.over(
            parts.getFirst(),
            open -> read(open::ask, new GroupSource.Rows(grouping, matching.table(open)), reader))
        : readInTurn(scan, parts, grouping, matching, reader);
  }

  private static Groups readInTurn(
      Scan scan, List<List<Part>> parts, Grouping grouping, Matching matching, RowReader reader)
      throws SQLException {
    try (Gathered sums = new Gathered(scan)) {
      for (List<Part> some : parts) {
        scan.run(
            some,
            open ->
                sums.add(open, new GroupSource.Rows(grouping, matching.table(open)).partialSums()));
      }
      return read(scan::ask, new GroupSource.PartialSums(grouping, sums.table()), reader);
    }
  }

  private static Groups read(Statements statements, GroupSource source, RowReader reader)
      throws SQLException {
    Grouping grouping = source.grouping();
    GroupSql sql = new GroupSql(grouping, source);
    Groups top = statements.ask(sql.top(), reader::groups);
    Row total =
        grouping.measures().stream().allMatch(Measure::addsUp)
            ? top.total()
            : statements.ask(sql.total(), reader::total);
    return grouping.bucketNanos() == 0 || top.rows().isEmpty()
        ? new Groups(top.rows(), total, top.groups())
        : new Groups(checked(statements.ask(sql.buckets(), reader::buckets)), total, top.groups());
  }

  private static List<Row> checked(List<Row> buckets) {
    if (buckets.size() > Grouping.MAX_BUCKET_ROWS) {
      throw new FlowlogException(
          Reason.INVALID_BUCKET,
          "More than %,d buckets: choose wider ones, fewer groups or a shorter interval."
              .formatted(Grouping.MAX_BUCKET_ROWS),
          Map.of("field", "bucket"));
    }
    return buckets;
  }

  /** Reads rows of {@link GroupSql}: keys, then measures. */
  private record RowReader(Grouping grouping, Map<Integer, String> sources) {
    Row total(ResultSet result) throws SQLException {
      return result.next() ? new Row(0, List.of(), values(result, 1)) : nothing();
    }

    private Row nothing() {
      return new Row(0, List.of(), Collections.nCopies(grouping.measures().size(), 0L));
    }

    Groups groups(ResultSet result) throws SQLException {
      List<Row> rows = new ArrayList<>();
      long groups = 0;
      Row total = nothing();
      int totals = result.getMetaData().getColumnCount() - grouping.measures().size() + 1;
      while (result.next()) {
        if (rows.isEmpty()) {
          groups = result.getLong(1);
          total = new Row(0, List.of(), values(result, totals));
        }
        rows.add(row(result, 0));
      }
      return new Groups(List.copyOf(rows), total, groups);
    }

    List<Row> buckets(ResultSet result) throws SQLException {
      List<Row> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row(result, result.getLong(1)));
      }
      return rows;
    }

    private Row row(ResultSet result, long bucketStart) throws SQLException {
      List<String> keys = new ArrayList<>();
      int column = 2;
      for (Field field : grouping.columns()) {
        keys.add(KeyText.read(field, result, column, sources));
        column += field.columns().size();
      }
      return new Row(bucketStart, List.copyOf(keys), values(result, column));
    }

    private List<Long> values(ResultSet result, int first) throws SQLException {
      List<Long> values = new ArrayList<>();
      for (int i = 0; i < grouping.measures().size(); i++) {
        values.add(result.getLong(first + i));
      }
      return List.copyOf(values);
    }
  }
}
