package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.Sql;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
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
    return late(withTop())
        .add(", total AS (SELECT count(*) AS count, " + totals() + " FROM groups)")
        .add(" SELECT total.count" + topKeys() + byMeasure(i -> ", m" + i, ""))
        .add(", total.* EXCLUDE (count) FROM top" + (hasLate() ? " JOIN late USING (place)" : ""))
        .add(", total ORDER BY top.place");
  }

  /** A second reading, of the top groups' rows. */
  private Sql late(Sql sql) {
    return hasLate()
        ? sql.add(", late AS (SELECT top.place" + measures(this::isLate, ", ") + " FROM ")
            .add(source.table())
            .add(" JOIN top ON " + sameKeys() + " GROUP BY top.place)")
        : sql;
  }

  private boolean hasLate() {
    return IntStream.range(0, grouping.measures().size()).anyMatch(this::isLate);
  }

  /**
   * Values are counted distinctly of the top groups only, unless the order depends on them: what
   * that takes grows with the pairs of group and value.
   */
  private boolean isLate(int measure) {
    return !keys.isEmpty() && !addsUp(measure) && addsUp(grouping.orderBy());
  }

  private boolean addsUp(int measure) {
    return grouping.measures().get(measure).addsUp();
  }

  private String totals() {
    return byMeasure(
        i -> (isLate(i) ? "0" : grouping.measures().get(i).total("m" + i)) + " AS t" + i, ", ");
  }

  /** The buckets of the top groups. */
  Sql buckets() {
    Sql sql =
        withTop()
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

  /** All groups, and the top ones, each with its place. */
  private Sql withTop() {
    String selected =
        byKey(i -> keys.get(i) + " AS k" + i + ", ", "") + measures(i -> !isLate(i), "");
    return new Sql()
        .add("WITH groups AS MATERIALIZED (SELECT " + selected + " FROM ")
        .add(source.table())
        .add(groupBy(keys.size()) + ")")
        .add(", top AS MATERIALIZED (SELECT *, row_number() OVER (" + order() + ") AS place")
        .add(" FROM " + chosen() + order() + " LIMIT " + grouping.limit() + ")");
  }

  /** The groups that may be in the answer. */
  private String chosen() {
    Grouping.OfEach ofEach = grouping.ofEach();
    return ofEach == null
        ? "groups"
        : "(SELECT * FROM groups QUALIFY row_number() OVER (PARTITION BY %s%s) <= %d)"
            .formatted(
                joined(grouping.keyColumns(ofEach.columns()).size(), i -> "k" + i, ", "),
                order(),
                ofEach.limit());
  }

  /** Groups by the first columns of a statement; by none: one group, or none where no row is. */
  static String groupBy(int columns) {
    return columns == 0
        ? " HAVING count(*) > 0"
        : " GROUP BY " + joined(columns, i -> Integer.toString(i + 1), ", ");
  }

  private String measures() {
    return measures(i -> true, "");
  }

  /**
   * @param before the first; a comma is between them
   */
  private String measures(IntPredicate which, String before) {
    return IntStream.range(0, grouping.measures().size())
        .filter(which)
        .mapToObj(i -> source.measure(i) + " AS m" + i)
        .collect(Collectors.joining(", ", before, ""));
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

  private String byMeasure(IntFunction<String> text, String between) {
    return joined(grouping.measures().size(), text, between);
  }

  private static String joined(int count, IntFunction<String> text, String between) {
    return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining(between));
  }
}
