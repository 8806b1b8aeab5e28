package io.tapline.eventstore.group;

import static io.tapline.eventstore.Reason.REPORT_FILTER_LIMIT;
import static io.tapline.eventstore.Reason.REPORT_FILTER_NOT_FOUND;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.query.EventQuery;
import io.tapline.rpc.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The filters in the database. */
public final class FilterStore {
  /** Filters of a group, at most. */
  public static final int MAX_FILTERS = 100;

  private static final String SELECT =
      """
      SELECT group_name, name, disabled, valid_from, valid_to, rule, comment, hits, last_hit
      FROM eventstore.report_filter""";

  /** Held while its filters are counted and written. */
  private static final String LOCK_GROUP =
      "SELECT 1 FROM eventstore.abuse_group WHERE name = $1 FOR UPDATE";

  private static final String COUNT_OTHERS =
      "SELECT count(*) FROM eventstore.report_filter WHERE group_name = $1 AND name <> $2";

  private static final String SET =
      """
      INSERT INTO eventstore.report_filter (group_name, name, disabled, valid_from, valid_to, rule,
        comment)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (group_name, name) DO UPDATE SET disabled = excluded.disabled,
        valid_from = excluded.valid_from, valid_to = excluded.valid_to, rule = excluded.rule,
        comment = excluded.comment
      RETURNING group_name, name, disabled, valid_from, valid_to, rule, comment, hits, last_hit""";

  private static final String DELETE =
      "DELETE FROM eventstore.report_filter WHERE group_name = $1 AND name = $2";

  private static final String COUNT_HITS =
      """
      UPDATE eventstore.report_filter f SET hits = f.hits + n.hits, last_hit = $2
      FROM unnest($3::text[], $4::bigint[]) AS n (name, hits)
      WHERE f.group_name = $1 AND f.name = n.name""";

  private final Pool pool;
  private final Function<byte[], EventQuery> rules;

  /**
   * @param rules reads what the table holds
   */
  public FilterStore(Pool pool, Function<byte[], EventQuery> rules) {
    this.pool = pool;
    this.rules = rules;
  }

  /** All of them. */
  public Uni<List<ReportFilter>> list() {
    return pool.query(SELECT).execute().map(this::filters);
  }

  /** Those of a group. */
  public Uni<List<ReportFilter>> ofGroup(String group) {
    return ofGroup(pool, group);
  }

  /** As {@link #ofGroup(String)}, in the transaction of a connection. */
  public Uni<List<ReportFilter>> ofGroup(SqlClient client, String group) {
    return client
        .preparedQuery(SELECT + " WHERE group_name = $1")
        .execute(Tuple.of(group.replace('\0', '\uFFFD')))
        .map(this::filters);
  }

  /**
   * Creates or replaces, and answers with what is stored; fails with GROUP_NOT_FOUND or
   * REPORT_FILTER_LIMIT.
   */
  public Uni<ReportFilter> set(ReportFilter filter) {
    return pool.withTransaction(
        transaction ->
            requireRoom(transaction, filter)
                .chain(() -> transaction.preparedQuery(SET).execute(row(filter)))
                .map(rows -> filters(rows).getFirst()));
  }

  private static Uni<Void> requireRoom(SqlConnection transaction, ReportFilter filter) {
    return transaction
        .preparedQuery(LOCK_GROUP)
        .execute(Tuple.of(filter.group()))
        .invoke(
            groups -> {
              if (groups.size() == 0) {
                throw GroupStore.notFound(filter.group());
              }
            })
        .chain(
            () ->
                transaction
                    .preparedQuery(COUNT_OTHERS)
                    .execute(Tuple.of(filter.group(), filter.name())))
        .invoke(FilterStore::requireBelowLimit)
        .replaceWithVoid();
  }

  private static void requireBelowLimit(RowSet<Row> others) {
    if (others.iterator().next().getLong(0) >= MAX_FILTERS) {
      throw new Refusal(
          REPORT_FILTER_LIMIT,
          "the group has %d filters; delete one first".formatted(MAX_FILTERS),
          Map.of("limit", Integer.toString(MAX_FILTERS)));
    }
  }

  /** Fails with REPORT_FILTER_NOT_FOUND. */
  public Uni<Void> delete(String group, String name) {
    return pool.preparedQuery(DELETE)
        .execute(Tuple.of(group.replace('\0', '\uFFFD'), name.replace('\0', '\uFFFD')))
        .invoke(
            rows -> {
              if (rows.rowCount() == 0) {
                throw new Refusal(
                    REPORT_FILTER_NOT_FOUND,
                    "the group has no filter of this name",
                    Map.of("group", group, "name", name));
              }
            })
        .replaceWithVoid();
  }

  /** Adds hits by the name of the filter. */
  public static Uni<Void> countHits(
      SqlClient client, String group, Instant time, SortedMap<String, Long> hits) {
    return hits.isEmpty()
        ? Uni.createFrom().voidItem()
        : client
            .preparedQuery(COUNT_HITS)
            .execute(
                Tuple.of(group, time.atOffset(ZoneOffset.UTC))
                    .addValue(hits.keySet().toArray(String[]::new))
                    .addValue(hits.values().toArray(Long[]::new)))
            .replaceWithVoid();
  }

  private List<ReportFilter> filters(RowSet<Row> rows) {
    List<ReportFilter> filters = new ArrayList<>();
    rows.forEach(row -> filters.add(filter(row)));
    return filters;
  }

  private ReportFilter filter(Row row) {
    byte[] stored = row.getBuffer(5).getBytes();
    return new ReportFilter(
        row.getString(0),
        row.getString(1),
        row.getBoolean(2),
        time(row, 3),
        time(row, 4),
        new ReportFilter.Rule(rules.apply(stored), stored),
        row.getString(6),
        row.getLong(7),
        time(row, 8));
  }

  private static Tuple row(ReportFilter filter) {
    return Tuple.of(filter.group(), filter.name(), filter.disabled())
        .addValue(utc(filter.validFrom()))
        .addValue(utc(filter.validTo()))
        .addValue(Buffer.buffer(filter.rule().stored()))
        .addValue(filter.comment());
  }

  private static @Nullable Instant time(Row row, int column) {
    @Nullable OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }
}
