package io.tapline.flowlog.search;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.search.filter.Condition;
import io.tapline.flowlog.search.filter.Field;
import io.tapline.flowlog.search.filter.Filter;
import io.tapline.flowlog.search.filter.Sql;
import io.tapline.flowlog.store.Intent;
import io.tapline.flowlog.store.SegmentSnapshot.Part;
import io.tapline.rpc.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
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
    Condition condition = Filter.compile(question.filter(), sources);
    Matching matching = new Matching(question.interval(), condition);
    Function<Sql, GroupSource.Summed> source = source(question.interval(), grouping);
    RowReader reader =
        new RowReader(grouping, Spread.isNeeded(question.interval(), grouping), sources);
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
      Scan scan, Function<Sql, GroupSource.Summed> source, Matching matching, RowReader reader)
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
      RowReader reader)
      throws SQLException {
    try (Gathered sums = new Gathered(scan)) {
      for (List<Part> some : parts) {
        scan.run(some, open -> sums.add(open, source.apply(matching.table(open)).partialSums()));
      }
      return read(scan::ask, source.apply(new Sql()).over(sums.table()), reader);
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
      throw tooManyBuckets();
    }
    return buckets;
  }

  private static Refusal tooManyBuckets() {
    return Refusal.ofField(
        Reason.INVALID_BUCKET,
        "bucket",
        "More than %,d buckets: choose wider ones, fewer groups or a shorter interval."
            .formatted(Grouping.MAX_BUCKET_ROWS));
  }

  /** Reads rows of {@link GroupSql}: keys, then measures. */
  private record RowReader(Grouping grouping, boolean spread, Map<Integer, String> sources) {
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
      return spread ? spreadBuckets(result) : plainBuckets(result);
    }

    private List<Row> spreadBuckets(ResultSet result) throws SQLException {
      int measures = grouping.measures().size();
      SpreadBuckets buckets = new SpreadBuckets(grouping.bucketNanos(), measures);
      int parts = result.getMetaData().getColumnCount() - 2 * measures + 1;
      while (result.next() && !buckets.isFull()) {
        buckets.add(
            result.getLong(1),
            keys(result),
            doubles(result, parts),
            doubles(result, parts + measures));
      }
      if (buckets.isFull()) {
        throw tooManyBuckets();
      }
      return buckets.rows();
    }

    private double[] doubles(ResultSet result, int first) throws SQLException {
      double[] values = new double[grouping.measures().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = result.getDouble(first + i);
      }
      return values;
    }

    private List<Row> plainBuckets(ResultSet result) throws SQLException {
      List<Row> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row(result, result.getLong(1)));
      }
      return rows;
    }

    private Row row(ResultSet result, long bucketStart) throws SQLException {
      int columns = grouping.columns().stream().mapToInt(field -> field.columns().size()).sum();
      return new Row(bucketStart, keys(result), values(result, 2 + columns));
    }

    private List<String> keys(ResultSet result) throws SQLException {
      List<String> keys = new ArrayList<>();
      int column = 2;
      for (Field field : grouping.columns()) {
        keys.add(KeyText.read(field, result, column, sources));
        column += field.columns().size();
      }
      return List.copyOf(keys);
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
