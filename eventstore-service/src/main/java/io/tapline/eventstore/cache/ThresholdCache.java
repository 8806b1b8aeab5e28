package io.tapline.eventstore.cache;

import static io.tapline.eventstore.Reason.ALREADY_THRESHOLDED;
import static io.tapline.eventstore.row.Columns.time;
import static io.tapline.eventstore.row.Columns.utc;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.StoreFailures;
import io.tapline.eventstore.row.Columns;
import io.tapline.rpc.Refusal;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The primitives on the table of windows; stateless.
 *
 * <p>A window's exclusive end in the table is one microsecond, the resolution of PostgreSQL's
 * times, after the cache's inclusive {@code ttlTime}.
 */
public final class ThresholdCache {
  private static final String CHECK =
      """
      SELECT key, window_start, relapse_start, window_end FROM eventstore.threshold
      WHERE key = $1 AND window_end > $2""";

  private static final String SET =
      """
      INSERT INTO eventstore.threshold AS t
        (key, window_start, relapse_start, window_end, relapse_until, opened_by_event_id)
      VALUES ($1, $2, $3, $4, $4, '')
      ON CONFLICT (key) DO UPDATE SET window_start = excluded.window_start,
        relapse_start = excluded.relapse_start, window_end = excluded.window_end,
        relapse_until = excluded.relapse_until, opened_by_event_id = '', thresholded_count = 0,
        last_thresholded = NULL, last_event_id = NULL, relapse_due = NULL""";

  private static final String SAVE =
      """
      INSERT INTO eventstore.thresholded_event (event_id, key, group_name, severity, create_time)
      VALUES ($1, $2, $3, $4, $5)""";

  /** A row that is locked is being decided, so its key came back. */
  private static final String CLEAN =
      """
      DELETE FROM eventstore.threshold WHERE key IN (
        SELECT t.key FROM eventstore.threshold t
        WHERE t.window_end <= $1 AND t.relapse_due IS NULL AND NOT EXISTS (
          SELECT FROM eventstore.thresholded_event e
          JOIN eventstore.relapse_search s USING (group_name, severity)
          WHERE e.key = t.key AND e.create_time >= t.relapse_start
            AND t.relapse_start < t.window_end AND s.search_time < t.window_end)
        ORDER BY t.key FOR UPDATE OF t SKIP LOCKED)""";

  private static final String CLEAN_EVENTS =
      """
      DELETE FROM eventstore.thresholded_event e WHERE NOT EXISTS (
        SELECT FROM eventstore.threshold t WHERE t.key = e.key AND e.create_time >= t.relapse_start)""";

  private static final String COUNT =
      "SELECT count(*) FROM eventstore.threshold WHERE window_end IS NOT NULL";

  private static final String COUNT_EVENTS = "SELECT count(*) FROM eventstore.thresholded_event";

  private final Pool pool;

  public ThresholdCache(Pool pool) {
    this.pool = pool;
  }

  /** The window of the key when {@code time <= ttlTime}. */
  public Uni<Optional<CachedThreshold>> check(String key, Instant time) {
    return pool.preparedQuery(CHECK)
        .execute(Tuple.of(key, utc(time)))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(threshold(rows.iterator().next())));
  }

  /** Replaces the window of the key and forgets what it kept back. */
  public Uni<Void> set(CachedThreshold threshold) {
    OffsetDateTime end = utc(threshold.ttlTime().plus(1, ChronoUnit.MICROS));
    boolean relapses = threshold.relapseTime().isBefore(threshold.ttlTime());
    OffsetDateTime relapse = relapses ? utc(threshold.relapseTime()) : end;
    return pool.preparedQuery(SET)
        .execute(Tuple.of(threshold.key(), utc(threshold.thresholdTime()), relapse, end))
        .replaceWithVoid();
  }

  /** Fails with ALREADY_THRESHOLDED. */
  public Uni<Void> save(SavedEvent event) {
    return pool.preparedQuery(SAVE)
        .execute(
            Tuple.of(
                event.eventId(),
                event.key(),
                event.group(),
                event.severity().name(),
                utc(event.createTime())))
        .onFailure(StoreFailures::isDuplicate)
        .transform(failure -> alreadySaved(event, failure))
        .replaceWithVoid();
  }

  private static Refusal alreadySaved(SavedEvent event, Throwable cause) {
    return new Refusal(
        ALREADY_THRESHOLDED,
        "this event was saved for this key before",
        Map.of("event_id", event.eventId(), "key", event.key()),
        List.of(),
        cause);
  }

  /**
   * Deletes windows with {@code ttlTime < time}, but for those whose relapse nobody has looked for.
   *
   * @return how many
   */
  public Uni<Long> clean(Instant time) {
    return pool.preparedQuery(CLEAN)
        .execute(Tuple.of(utc(time)))
        .map(rows -> (long) rows.rowCount());
  }

  /**
   * Deletes saved events without a window, and those before the relapse window of their key.
   *
   * @return how many
   */
  public Uni<Long> cleanEvents() {
    return pool.query(CLEAN_EVENTS).execute().map(rows -> (long) rows.rowCount());
  }

  /** Windows, ended ones included. */
  public Uni<Long> count() {
    return pool.query(COUNT).execute().map(Columns::number);
  }

  /** Saved events. */
  public Uni<Long> countEvents() {
    return pool.query(COUNT_EVENTS).execute().map(Columns::number);
  }

  private static CachedThreshold threshold(Row row) {
    Instant ttl = time(row, 3).minus(1, ChronoUnit.MICROS);
    Instant relapse = time(row, 2);
    return new CachedThreshold(
        row.getString(0), time(row, 1), relapse.isAfter(ttl) ? ttl : relapse, ttl);
  }
}
