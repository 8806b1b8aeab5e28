package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.Sql;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements of an aggregation. Keys are {@code k0, k1, ...}, measures {@code m0, m1, ...},
 * their totals {@code t0, t1, ...}; the first column says the number of groups, or with buckets the
 * bucket's start in nanoseconds.
 */
final class GroupSql {
  private final Grouping grouping;
  private final GroupSource source;
  private final List<String> keys;

  GroupSql(Grouping grouping, GroupSource source) {
    this.grouping = grouping;
    this.source = source;
    this.keys = source.keys();
  }

  /** Measures over everything, for those that groups do not add up to. */
  Sql total() {
    return new Sql().add("SELECT " + measures() + " FROM ").add(source.table());
  }

  /** The top groups, each with the number of all groups and with the totals. */
  Sql top() {
    return with()
        .add(", total AS (SELECT count(*) AS count, " + totals() + " FROM groups)")
        .add(" SELECT total.count, groups.*, total.* EXCLUDE (count) FROM groups, total")
        .add(order() + " LIMIT " + grouping.limit());
  }

  private String totals() {
    return byMeasure(i -> grouping.measures().get(i).total("m" + i) + " AS t" + i);
  }

  /** The buckets of the top groups. */
  Sql buckets() {
    Sql sql =
        with()
            .add(", top AS MATERIALIZED (SELECT *, row_number() OVER (" + order() + ") AS place")
            .add(" FROM groups" + order() + " LIMIT " + grouping.limit() + ")")
            .add(" SELECT ")
            .add(source.bucketStart())
            .add(" AS bucket_start")
            .add(topKeys())
            .add(", " + String.join(", ", source.bucketMeasures()) + " FROM ")
            .add(source.bucketTable())
            .add(" JOIN top ON " + sameKeys());
    return sql.add(" GROUP BY bucket_start, top.place" + topKeys())
        .add(" ORDER BY top.place, bucket_start LIMIT " + (Grouping.MAX_BUCKET_ROWS + 1));
  }

  private String topKeys() {
    return byKey(i -> ", top.k" + i, "");
  }

  private Sql with() {
    String selected = byKey(i -> keys.get(i) + " AS k" + i + ", ", "");
    return new Sql()
        .add("WITH groups AS MATERIALIZED (SELECT " + selected + measures())
        .add(" FROM ")
        .add(source.table())
        .add(groupBy(keys.size()) + ")");
  }

  /** Groups by the first columns of a statement; by none: one group, or none where no row is. */
  static String groupBy(int columns) {
    return columns == 0
        ? " HAVING count(*) > 0"
        : " GROUP BY " + joined(columns, i -> Integer.toString(i + 1), ", ");
  }

  private String measures() {
    return byMeasure(i -> source.measure(i) + " AS m" + i);
  }

  private String order() {
    return " ORDER BY m" + grouping.orderBy() + " DESC" + byKey(i -> ", k" + i, "");
  }

  private String sameKeys() {
    return keys.isEmpty()
        ? "true"
        : byKey(i -> keys.get(i) + " IS NOT DISTINCT FROM top.k" + i, " AND ");
  }

  private String byKey(IntFunction<String> text, String between) {
    return joined(keys.size(), text, between);
  }

  private String byMeasure(IntFunction<String> text) {
    return joined(grouping.measures().size(), text, ", ");
  }

  private static String joined(int count, IntFunction<String> text, String between) {
    return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining(between));
  }
}
