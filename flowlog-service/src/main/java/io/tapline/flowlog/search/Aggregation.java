package io.tapline.flowlog.search;

import io.tapline.flowlog.FlowlogException;
import io.tapline.flowlog.FlowlogException.Reason;
import io.tapline.flowlog.search.filter.Condition;
import io.tapline.flowlog.search.filter.Field;
import io.tapline.flowlog.search.filter.Filter;
import io.tapline.flowlog.search.filter.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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
    Sql where = Search.where(question.interval(), condition);
    GroupSql sql = new GroupSql(grouping, where);
    RowReader reader = new RowReader(grouping, sources);
    return engine.run(
        question.interval(), condition, cancellation, scan -> read(scan, grouping, sql, reader));
  }

  private static Groups read(Scan scan, Grouping grouping, GroupSql sql, RowReader reader)
      throws SQLException {
    Row total = scan.ask(sql.total(scan.table()), reader::total);
    Groups top = scan.ask(sql.top(scan.table()), result -> reader.groups(result, total));
    if (grouping.bucketNanos() == 0 || top.rows().isEmpty()) {
      return grouping.bucketNanos() == 0 ? top : new Groups(List.of(), total, 0);
    }
    List<Row> rows = scan.ask(sql.buckets(scan.table()), reader::buckets);
    if (rows.size() > Grouping.MAX_BUCKET_ROWS) {
      throw new FlowlogException(
          Reason.INVALID_BUCKET,
          "More than %,d buckets: choose wider ones, fewer groups or a shorter interval."
              .formatted(Grouping.MAX_BUCKET_ROWS),
          Map.of("field", "bucket"));
    }
    return new Groups(rows, total, top.groups());
  }

  /** Reads rows of {@link GroupSql}: keys, then measures. */
  private record RowReader(Grouping grouping, Map<Integer, String> sources) {
    Row total(ResultSet result) throws SQLException {
      return result.next()
          ? new Row(0, List.of(), values(result, 1))
          : new Row(0, List.of(), List.of());
    }

    Groups groups(ResultSet result, Row total) throws SQLException {
      List<Row> rows = new ArrayList<>();
      long groups = 0;
      while (result.next()) {
        groups = result.getLong(1);
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
