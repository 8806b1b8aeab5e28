package io.tapline.eventstore.admin;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.row.Columns;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks and changes the tables of the event store. */
public final class EventAdmin {
  private static final String LAST_INSERT =
      "SELECT max(insert_time), extract(epoch from clock_timestamp() - max(insert_time))::float8"
          + " FROM eventstore.event_id";

  /** A partition counts for its parent. */
  private static final String SIZES =
      """
      SELECT root.relname::text, sum(CASE WHEN c.relkind = 'r' THEN c.reltuples ELSE 0 END)::bigint,
        sum(pg_total_relation_size(c.oid))::bigint, sum(pg_indexes_size(c.oid))::bigint,
        sum(coalesce(pg_total_relation_size(nullif(c.reltoastrelid, 0)), 0))::bigint,
        (count(*) FILTER (WHERE c.oid <> root.oid))::int
      FROM pg_class root
        JOIN pg_class c ON c.oid = root.oid
          OR c.oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = root.oid)
      WHERE root.relnamespace = 'eventstore'::regnamespace AND root.relkind IN ('r', 'p')
        AND NOT root.relispartition
      GROUP BY root.relname ORDER BY root.relname""";

  private static final String SETTINGS =
      "SELECT name, coalesce(setting, '') || coalesce(' ' || unit, '') FROM pg_settings ORDER BY name";

  private static final String DATABASE =
      "SELECT current_setting('server_version'), pg_database_size(current_database())";

  private static final String CREATE_INDEXES = "SELECT eventstore.create_search_indexes()";
  private static final String DROP_INDEXES = "SELECT eventstore.drop_search_indexes()";

  private final Pool pool;

  public EventAdmin(Pool pool) {
    this.pool = pool;
  }

  /**
   * The last insert, by the clock of the database.
   *
   * @param time null when there is no event
   */
  record LastInsert(@Nullable Instant time, double secondsAgo) {}

  Uni<LastInsert> lastInsert() {
    return one(
        LAST_INSERT,
        row ->
            row.getValue(0) == null
                ? new LastInsert(null, Double.POSITIVE_INFINITY)
                : new LastInsert(Columns.time(row, 0), row.getDouble(1)));
  }

  /** The number of rows deleted. */
  Uni<Long> cleanUp(CleanableColumn column, Instant before) {
    return pool.preparedQuery(column.deleteSql())
        .execute(Tuple.of(Columns.utc(before)))
        .map(SqlResult::rowCount)
        .map(Integer::longValue);
  }

  Uni<List<TableSize>> tables() {
    return many(
        SIZES,
        row -> {
          long total = row.getLong(2);
          long data = total - row.getLong(3) - row.getLong(4);
          return new TableSize(
              row.getString(0),
              row.getLong(1),
              total,
              row.getLong(3),
              row.getLong(4),
              data,
              row.getInteger(5));
        });
  }

  /** Oldest and newest time of a column; both null when the table is empty. */
  record Range(@Nullable Instant oldest, @Nullable Instant newest) {}

  Uni<Range> range(CleanableColumn column) {
    return one(column.rangeSql(), row -> new Range(instant(row, 0), instant(row, 1)));
  }

  private static @Nullable Instant instant(Row row, int column) {
    @Nullable OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }

  Uni<Map<String, String>> settings() {
    return pool.query(SETTINGS)
        .execute()
        .map(
            rows -> {
              Map<String, String> settings = new LinkedHashMap<>();
              rows.forEach(row -> settings.put(row.getString(0), row.getString(1)));
              return settings;
            });
  }

  record Database(String version, long bytes) {}

  Uni<Database> database() {
    return one(DATABASE, row -> new Database(row.getString(0), row.getLong(1)));
  }

  /** Names of the indexes that were missing. */
  Uni<List<String>> createIndexes() {
    return many(CREATE_INDEXES, row -> row.getString(0));
  }

  /** Names of the indexes that were there. */
  Uni<List<String>> dropIndexes() {
    return many(DROP_INDEXES, row -> row.getString(0));
  }

  private <T> Uni<T> one(String sql, Function<Row, T> reading) {
    return pool.query(sql).execute().map(rows -> reading.apply(rows.iterator().next()));
  }

  private <T> Uni<List<T>> many(String sql, Function<Row, T> reading) {
    return pool.query(sql).execute().map(rows -> Columns.list(rows, reading));
  }
}
