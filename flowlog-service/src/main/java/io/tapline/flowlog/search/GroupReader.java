package io.tapline.flowlog.search;

import io.tapline.flowlog.search.Aggregation.Groups;
import io.tapline.flowlog.search.Aggregation.Row;
import io.tapline.flowlog.search.filter.KeyColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Reads the answers to {@link GroupSql}. Every row is one column, the keys and the measures; rows
 * of top groups have the totals behind that, rows of spread buckets the changes.
 */
final class GroupReader {
  private static final int FIRST_KEY = 2;

  private final Grouping grouping;
  private final boolean spread;
  private final Map<Integer, String> sources;
  private final int measures;
  private final int firstMeasure;

  /**
   * @param spread whether buckets hold parts of connections, see {@link Spread}
   * @param sources names of sources by number
   */
  GroupReader(Grouping grouping, boolean spread, Map<Integer, String> sources) {
    this.grouping = grouping;
    this.spread = spread;
    this.sources = sources;
    this.measures = grouping.measures().size();
    this.firstMeasure = FIRST_KEY + grouping.keyColumns().size();
  }

  /** Reads {@link GroupSql#total}. */
  Row total(ResultSet result) throws SQLException {
    return result.next() ? total(result, 1) : nothing();
  }

  private Row total(ResultSet result, int first) throws SQLException {
    return new Row(0, List.of(), values(result, first));
  }

  private Row nothing() {
    return new Row(0, List.of(), Collections.nCopies(measures, 0L));
  }

  /** Reads {@link GroupSql#top}; each row has the number of groups and the totals. */
  Groups groups(ResultSet result) throws SQLException {
    if (!result.next()) {
      return new Groups(List.of(), nothing(), 0);
    }
    long groups = result.getLong(1);
    Row total = total(result, firstMeasure + measures);
    List<Row> rows = new ArrayList<>();
    do {
      rows.add(row(result, 0));
    } while (result.next());
    return new Groups(List.copyOf(rows), total, groups);
  }

  /**
   * Reads {@link GroupSql#buckets}.
   *
   * @throws io.tapline.rpc.Refusal INVALID_BUCKET where there are too many
   */
  List<Row> buckets(ResultSet result) throws SQLException {
    return spread ? spreadBuckets(result) : plainBuckets(result);
  }

  private List<Row> plainBuckets(ResultSet result) throws SQLException {
    List<Row> rows = new ArrayList<>();
    while (result.next()) {
      rows.add(row(result, result.getLong(1)));
    }
    Grouping.checkBuckets(rows.size());
    return rows;
  }

  private List<Row> spreadBuckets(ResultSet result) throws SQLException {
    SpreadBuckets buckets = new SpreadBuckets(grouping.bucketNanos(), measures);
    while (result.next()) {
      double[] parts = doubles(result, firstMeasure);
      double[] changes = doubles(result, firstMeasure + measures);
      buckets.add(result.getLong(1), keys(result), parts, changes);
    }
    return buckets.rows();
  }

  private double[] doubles(ResultSet result, int first) throws SQLException {
    double[] values = new double[measures];
    for (int i = 0; i < measures; i++) {
      values[i] = result.getDouble(first + i);
    }
    return values;
  }

  private Row row(ResultSet result, long bucketStart) throws SQLException {
    return new Row(bucketStart, keys(result), values(result, firstMeasure));
  }

  private List<String> keys(ResultSet result) throws SQLException {
    List<String> keys = new ArrayList<>();
    int column = FIRST_KEY;
    for (KeyColumn key : grouping.columns()) {
      keys.add(KeyText.read(key, result, column, sources));
      column += key.columns().size();
    }
    return List.copyOf(keys);
  }

  private List<Long> values(ResultSet result, int first) throws SQLException {
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < measures; i++) {
      values.add(result.getLong(first + i));
    }
    return List.copyOf(values);
  }
}
