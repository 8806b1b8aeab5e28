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
import org.jspecify.annotations.Nullable;

/**
 * Drops weeks of events that are due as tables, and deletes other rows {@link #BATCH} in a
 * transaction, so that nobody waits for long. Replicas take turns by an advisory lock. Calls block;
 * not for event loop threads.
 */
public final class EventRetention {
  /** Rows deleted in one transaction, at most. */
  static final int BATCH = 1_000;

  /** Nothing was done. */
  private static final long NO_WEEK = -1;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  static final long LOCK = 0x7461706c65766e74L;

  /** Tables of weeks to come; inserts never wait for one. */
  private static final String MAKE_WEEKS =
      """
      SELECT eventstore.make_event_week(now() + n * interval '7 days')
      FROM generate_series(0, 4) AS n""";

  private static final String DROP_WEEK = "SELECT eventstore.drop_event_week($1)";

  /** For DROP TABLE; a search or a backup that reads of the week may take longer. */
  private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '5s'";

  private static final String DELETE_EVENTS =
      """
      WITH gone AS (
        DELETE FROM eventstore.event e USING (
          SELECT insert_time, id FROM eventstore.event_id ORDER BY insert_time LIMIT $1) oldest
        WHERE e.id = oldest.id AND e.insert_time = oldest.insert_time
        RETURNING e.detect_time
      )
      INSERT INTO eventstore.retention (reason, events, last_detect_time)
      SELECT 'count', count(*), max(detect_time) FROM gone HAVING count(*) > 0 RETURNING events""";

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

  /** Deletes everything that is due, and makes the tables of the weeks to come. */
  public void enforce() {
    alone(connection -> connection.query(MAKE_WEEKS).execute().replaceWith(0L));
    if (age.isPositive()) {
      while (dropWeek()) {}
      while (deleteWindows() == BATCH) {}
    }
    if (maxEvents > 0) {
      while (deleteExcess() == BATCH) {}
    }
  }

  private OffsetDateTime limit() {
    return clock.instant().minus(age).atOffset(ZoneOffset.UTC);
  }

  /** True when there was one. */
  private boolean dropWeek() {
    long events =
        alone(
            connection ->
                connection
                    .query(LOCK_TIMEOUT)
                    .execute()
                    .chain(() -> connection.preparedQuery(DROP_WEEK).execute(Tuple.of(limit())))
                    .map(EventRetention::weekEvents));
    metrics.events("age", Math.max(events, 0));
    return events >= 0;
  }

  private static long weekEvents(RowSet<Row> rows) {
    @Nullable Long events = rows.iterator().next().getLong(0);
    return events == null ? NO_WEEK : events;
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
                                : delete(connection, Math.min(excess, BATCH))));
    metrics.events("count", Math.max(events, 0));
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
    metrics.windows(Math.max(windows, 0));
    return windows;
  }

  private static Uni<Long> delete(SqlConnection connection, long most) {
    return connection.preparedQuery(DELETE_EVENTS).execute(Tuple.of(most)).map(EventRetention::sum);
  }

  private static long sum(RowSet<Row> rows) {
    long events = 0;
    for (Row row : rows) {
      events += row.getLong(0);
    }
    return events;
  }

  /** {@link #NO_WEEK} where another replica is at it. */
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
                                : Uni.createFrom().item(NO_WEEK)))
        .await()
        .atMost(PATIENCE);
  }
}
