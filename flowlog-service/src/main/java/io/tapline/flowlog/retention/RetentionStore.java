package io.tapline.flowlog.retention;

import io.smallrye.mutiny.Uni;
import io.tapline.flowlog.retention.RetentionPolicy.Drop;
import io.tapline.flowlog.retention.RetentionPolicy.StoredDay;
import io.tapline.flowlog.store.LogDatabase;
import io.tapline.flowlog.store.SegmentDays;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Days of the log in PostgreSQL. A day leaves in one transaction: its registry rows, the bytes of
 * what was not settled, the table of what was, and the entry in the ledger. Merging waits
 * meanwhile; checkpoints and questions wait only from the dropping of the table to the commit.
 * Calls block.
 */
public final class RetentionStore {
  private static final String DAYS =
      """
      SELECT flowlog.segment_day(id, create_time) AS day, sum(size_bytes)::bigint AS bytes,
        coalesce(sum(size_bytes) FILTER (WHERE id >= $1), 0)::bigint AS settled
      FROM flowlog.segment WHERE NOT open GROUP BY day ORDER BY day""";

  /** A twentieth for what a table needs beside the bytes. */
  private static final String SIZE =
      """
      SELECT clock_timestamp() AS now,
        greatest(0, pg_total_relation_size('flowlog.segment_bytes_fresh') * 19 / 20
          - (SELECT coalesce(sum(size_bytes), 0) FROM flowlog.segment WHERE id < $1))::bigint AS reusable""";

  private static final String DROP =
      """
      WITH gone AS (
        DELETE FROM flowlog.segment
        WHERE NOT open AND flowlog.segment_day(id, create_time) = $1 AND id >= $3 AND id < $4 RETURNING *
      )
      INSERT INTO flowlog.retention (day, reason, segments, connections, packets, size_bytes, min_start, max_start)
      SELECT $1, $2, count(*), coalesce(sum(row_count) FILTER (WHERE NOT corrupt), 0),
        coalesce(sum(packets) FILTER (WHERE NOT corrupt), 0), sum(size_bytes), min(min_start), max(max_start)
      FROM gone GROUP BY min_start / 86400000000000
      RETURNING segments, connections, size_bytes""";

  private static final String LEFT =
      """
      SELECT coalesce(sum(connections), 0)::bigint AS connections, max(max_start) AS last_start,
        max(drop_time) AS dropped FROM flowlog.retention""";

  /** How long to wait for whoever uses the segments; a backup for example holds them for hours. */
  public static final Duration LOCK_PATIENCE = Duration.ofSeconds(5);

  private final LogDatabase database;
  private final String setPatience;

  public RetentionStore(LogDatabase database, Duration lockPatience) {
    this.database = database;
    this.setPatience = "SET LOCAL lock_timeout = " + lockPatience.toMillis();
  }

  /** Time of the database, and space that new segments use before the database grows. */
  public record Standing(Instant now, long reusableBytes) {}

  /** What left together. */
  public record Dropped(long segments, long connections, long bytes) {
    static final Dropped NOTHING = new Dropped(0, 0, 0);

    Dropped and(Dropped other) {
      return new Dropped(
          segments + other.segments, connections + other.connections, bytes + other.bytes);
    }
  }

  /**
   * What left so far.
   *
   * @param lastStartNanos of all that left; absent while nothing did
   * @param lastDrop absent while nothing left
   */
  public record Left(long connections, @Nullable Long lastStartNanos, @Nullable Instant lastDrop) {}

  /** Closed connections by day, oldest first. */
  public List<StoredDay> days() {
    List<StoredDay> days = new ArrayList<>();
    for (Row row : database.read(DAYS, Tuple.of(SegmentDays.FIRST_SETTLED))) {
      days.add(new StoredDay(row.getLong("day"), row.getLong("bytes"), row.getLong("settled")));
    }
    return days;
  }

  public Standing standing() {
    Row row = database.read(SIZE, Tuple.of(SegmentDays.FIRST_SETTLED)).iterator().next();
    return new Standing(row.getOffsetDateTime("now").toInstant(), row.getLong("reusable"));
  }

  public Left left() {
    Row row = database.read(LEFT).iterator().next();
    var dropped = row.getOffsetDateTime("dropped");
    return new Left(
        row.getLong("connections"),
        row.getLong("last_start"),
        dropped == null ? null : dropped.toInstant());
  }

  /**
   * Drops a day; nothing is left to drop where another replica was first.
   *
   * @throws io.tapline.rpc.Refusal STORE_UNAVAILABLE; the day is as it was then
   */
  public Dropped drop(Drop drop) {
    return database.transaction(
        connection ->
            connection
                .query(setPatience)
                .execute()
                .chain(() -> SegmentDays.dropAlone(connection))
                .chain(() -> dropFresh(connection, drop))
                .chain(
                    fresh ->
                        dropTable(connection, drop.day())
                            .chain(() -> dropSettled(connection, drop))
                            .map(fresh::and)));
  }

  /** Before the table, so that nobody waits while bytes are deleted one by one. */
  private static Uni<Dropped> dropFresh(SqlConnection connection, Drop drop) {
    return drop.settledOnly()
        ? Uni.createFrom().item(Dropped.NOTHING)
        : drop(connection, drop, 0, SegmentDays.FIRST_SETTLED);
  }

  private static Uni<?> dropTable(SqlConnection connection, long day) {
    return connection.query("DROP TABLE IF EXISTS " + SegmentDays.table(day)).execute();
  }

  private static Uni<Dropped> dropSettled(SqlConnection connection, Drop drop) {
    return drop(connection, drop, SegmentDays.FIRST_SETTLED, Long.MAX_VALUE);
  }

  private static Uni<Dropped> drop(SqlConnection connection, Drop drop, long from, long to) {
    return connection
        .preparedQuery(DROP)
        .execute(Tuple.of(drop.day(), drop.reason().label(), from, to))
        .map(RetentionStore::dropped);
  }

  private static Dropped dropped(RowSet<Row> rows) {
    Dropped dropped = Dropped.NOTHING;
    for (Row row : rows) {
      dropped =
          dropped.and(
              new Dropped(
                  row.getLong("segments"), row.getLong("connections"), row.getLong("size_bytes")));
    }
    return dropped;
  }
}
