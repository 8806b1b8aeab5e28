package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.Sql;
import java.util.List;
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
    return IntStream.range(0, grouping.measures().size())
        .mapToObj(i -> grouping.measures().get(i).total("m" + i) + " AS t" + i)
        .collect(Collectors.joining(", "));
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
            .add(" JOIN top ON " + joined());
    return sql.add(" GROUP BY bucket_start, top.place" + topKeys())
        .add(" ORDER BY top.place, bucket_start LIMIT " + (Grouping.MAX_BUCKET_ROWS + 1));
  }

  private String topKeys() {
    return IntStream.range(0, keys.size())
        .mapToObj(i -> ", top.k" + i)
        .collect(Collectors.joining());
  }

  private Sql with() {
    String selected =
        IntStream.range(0, keys.size())
            .mapToObj(i -> keys.get(i) + " AS k" + i + ", ")
            .collect(Collectors.joining());
    return new Sql()
        .add("WITH groups AS MATERIALIZED (SELECT " + selected + measures())
        .add(" FROM ")
        .add(source.table())
        .add(keys.isEmpty() ? " HAVING count(*) > 0)" : " GROUP BY " + ordinals() + ")");
  }

  private String ordinals() {
    return IntStream.rangeClosed(1, keys.size())
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", "));
  }

  private String measures() {
    return IntStream.range(0, grouping.measures().size())
        .mapToObj(i -> source.measure(i) + " AS m" + i)
        .collect(Collectors.joining(", "));
  }

  private String order() {
    return IntStream.range(0, keys.size())
        .mapToObj(i -> ", k" + i)
        .collect(Collectors.joining("", " ORDER BY m" + grouping.orderBy() + " DESC", ""));
  }

  private String joined() {
    return keys.isEmpty()
        ? "true"
        : IntStream.range(0, keys.size())
            .mapToObj(i -> keys.get(i) + " IS NOT DISTINCT FROM top.k" + i)
            .collect(Collectors.joining(" AND "));
  }
}
