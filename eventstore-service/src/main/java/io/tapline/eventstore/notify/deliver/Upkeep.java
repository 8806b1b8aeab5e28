package io.tapline.eventstore.notify.deliver;

import io.tapline.eventstore.change.ChangeCleanUp;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Lets notices leave that are over, and changes that nobody needs; counts what waits. Calls block;
 * for one thread.
 */
final class Upkeep {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Between two looks. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private static final String LEAVE =
      """
      DELETE FROM eventstore.notice WHERE id IN (
        SELECT id FROM eventstore.notice WHERE end_time IS NOT NULL
          AND (end_time < now() - make_interval(secs => $1)
            OR id <= (SELECT id FROM eventstore.notice WHERE end_time IS NOT NULL
              ORDER BY id DESC OFFSET $2 LIMIT 1))
        LIMIT 10000)\
      """;

  private static final String WAITING =
      """
      SELECT count(*) FILTER (WHERE state = 'PENDING'), count(*) FILTER (WHERE state = 'DEAD'),
        coalesce(extract(epoch FROM now() - min(create_time) FILTER (WHERE state = 'PENDING')), 0)
      FROM eventstore.notice WHERE state IN ('PENDING', 'DEAD')\
      """;

  private final Pool pool;
  private final ChangeCleanUp changes;
  private final Duration history;
  private final long maxHistory;
  private final NotifyMetrics metrics;
  private final Clock clock;
  private @Nullable Instant looked;

  Upkeep(
      Pool pool,
      ChangeCleanUp changes,
      Duration history,
      long maxHistory,
      NotifyMetrics metrics,
      Clock clock) {
    this.pool = pool;
    this.changes = changes;
    this.history = history;
    this.maxHistory = maxHistory;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Looks when the last look was long enough ago. */
  void run() {
    Instant now = clock.instant();
    if (looked == null || !now.isBefore(looked.plus(PAUSE))) {
      look();
      looked = now;
    }
  }

  void look() {
    pool.preparedQuery(LEAVE)
        .execute(Tuple.of((double) history.toSeconds(), maxHistory))
        .await()
        .atMost(PATIENCE);
    changes.run();
    Row row = pool.query(WAITING).execute().await().atMost(PATIENCE).iterator().next();
    metrics.waiting(row.getLong(0), row.getLong(1), row.getBigDecimal(2).doubleValue());
  }
}
