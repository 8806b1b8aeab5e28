package io.tapline.eventstore.retention;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.loop.PeriodicLoop;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;

/**
 * Deletes what is due, {@link #BATCH} rows in a transaction, so that nobody waits for long.
 * Replicas take turns by an advisory lock. Calls block; not for event loop threads.
 */
public final class EventRetention {
  /** Rows deleted in one transaction, at most. */
  static final int BATCH = 1_000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  static final long LOCK = 0x7461706c65766e74L;

  private static final OffsetDateTime END_OF_TIME = OffsetDateTime.parse("9999-01-01T00:00:00Z");

  private static final String DELETE_EVENTS =
      """
      WITH gone AS (
        DELETE FROM eventstore.event WHERE id IN (
          SELECT id FROM eventstore.event WHERE storage_time < $1 ORDER BY storage_time, id LIMIT $2)
        RETURNING detect_time
      )
      INSERT INTO eventstore.retention (reason, events, last_detect_time)
      SELECT $3, count(*), max(detect_time) FROM gone HAVING count(*) > 0 RETURNING events""";

  /** A row that is locked is being decided, so its key came back. */
  private static final String DELETE_WINDOWS =
      """
      DELETE FROM eventstore.threshold WHERE key IN (
        SELECT key FROM eventstore.threshold WHERE window_end < $1 AND touch_time < $1
        ORDER BY key LIMIT $2 FOR UPDATE SKIP LOCKED)""";

  private final Pool pool;
  private final Duration age;
  private final long maxEvents;
  private final Clock clock;
  private final RetentionMetrics metrics;

  /**
   * @param age zero for never
   * @param maxEvents 0 for no limit
   */
  public EventRetention(
      Pool pool, Duration age, long maxEvents, Clock clock, RetentionMetrics metrics) {
    if (age.isNegative() || maxEvents < 0) {
      throw new IllegalArgumentException("Limits of retention are not negative.");
    }
    this.pool = pool;
    this.age = age;
    this.maxEvents = maxEvents;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** The background work: deletes everything that is due, failures counted. */
  PeriodicLoop.Work work() {
    return new PeriodicLoop.Work(
        "eventstore-retention",
        this::enforce,
        metrics::failed,
        "Old events could not be deleted; they are deleted at the next run.");
  }

  /** Deletes everything that is due. */
  public void enforce() {
    if (age.isPositive()) {
      while (deleteOld() == BATCH) {}
      while (deleteWindows() == BATCH) {}
    }
    if (maxEvents > 0) {
      while (deleteExcess() == BATCH) {}
    }
  }

  private OffsetDateTime limit() {
    return clock.instant().minus(age).atOffset(ZoneOffset.UTC);
  }

  private long deleteOld() {
    long events = alone(connection -> delete(connection, limit(), BATCH, "age"));
    metrics.events("age", events);
    return events;
  }

  private long deleteExcess() {
    long events =
        alone(
            connection ->
                connection
                    .query("SELECT count(*) FROM eventstore.event")
                    .execute()
                    .map(rows -> rows.iterator().next().getLong(0) - maxEvents)
                    .chain(
                        excess ->
                            excess <= 0
                                ? Uni.createFrom().item(0L)
                                : delete(
                                    connection, END_OF_TIME, Math.min(excess, BATCH), "count")));
    metrics.events("count", events);
    return events;
  }

  private long deleteWindows() {
    long windows =
        alone(
            connection ->
                connection
                    .preparedQuery(DELETE_WINDOWS)
                    .execute(Tuple.of(limit(), (long) BATCH))
                    .map(rows -> (long) rows.rowCount()));
    metrics.windows(windows);
    return windows;
  }

  private static Uni<Long> delete(
      SqlConnection connection, OffsetDateTime before, long most, String reason) {
    return connection
        .preparedQuery(DELETE_EVENTS)
        .execute(Tuple.of(before, most, reason))
        .map(EventRetention::sum);
  }

  private static long sum(RowSet<Row> rows) {
    long events = 0;
    for (Row row : rows) {
      events += row.getLong(0);
    }
    return events;
  }

  /** Nothing where another replica is at it. */
  private long alone(Function<SqlConnection, Uni<Long>> work) {
    return pool.withTransaction(
            connection ->
                connection
                    .preparedQuery("SELECT pg_try_advisory_xact_lock($1)")
                    .execute(Tuple.of(LOCK))
                    .chain(
                        rows ->
                            rows.iterator().next().getBoolean(0)
                                ? work.apply(connection)
                                : Uni.createFrom().item(0L)))
        .await()
        .atMost(PATIENCE);
  }
}
