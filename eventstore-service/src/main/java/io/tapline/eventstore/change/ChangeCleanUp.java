package io.tapline.eventstore.change;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;

/**
 * Deletes the oldest changes: those that are too old, and those beyond a number. Those that still
 * have to become notices stay. Calls block; not for event loop threads.
 */
public final class ChangeCleanUp {
  /** Changes of one transaction. */
  static final int BATCH = 10_000;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String LOCK =
      "SELECT 1 FROM eventstore.event_change_left FOR UPDATE SKIP LOCKED";

  /** The sequence is as good as a count: what is missing in it was rolled back or has left. */
  private static final String DELETE =
      """
      WITH oldest AS (
        SELECT xid, seq, change_time FROM eventstore.event_change
        WHERE (xid, seq) <= (SELECT xid, seq FROM eventstore.notice_position)
        ORDER BY xid, seq LIMIT $3
      ), gone AS (
        DELETE FROM eventstore.event_change c USING oldest o
        WHERE c.xid = o.xid AND c.seq = o.seq AND (o.change_time < now() - make_interval(secs => $1)
          OR o.seq <= (SELECT max(seq) - $2 FROM eventstore.event_change
            WHERE xid = (SELECT max(xid) FROM eventstore.event_change)))
        RETURNING c.xid, c.seq
      ), last AS (
        SELECT xid, seq FROM gone ORDER BY xid DESC, seq DESC LIMIT 1
      ), moved AS (
        UPDATE eventstore.event_change_left l SET xid = last.xid, seq = last.seq FROM last
        WHERE (l.xid, l.seq) < (last.xid, last.seq)
      )
      SELECT count(*) FROM gone\
      """;

  private final Pool pool;
  private final Duration age;
  private final long number;

  /**
   * @param age how long changes are kept
   * @param number of changes kept, at most
   */
  public ChangeCleanUp(Pool pool, Duration age, long number) {
    this.pool = pool;
    this.age = age;
    this.number = number;
  }

  /** Deletes what is due; another replica that does so is left alone. */
  public void run() {
    while (pool.withTransaction(this::batch).await().atMost(PATIENCE) == BATCH) {}
  }

  private Uni<Long> batch(SqlConnection transaction) {
    return transaction
        .query(LOCK)
        .execute()
        .chain(
            locked ->
                locked.size() == 0
                    ? Uni.createFrom().item(0L)
                    : transaction
                        .preparedQuery(DELETE)
                        .execute(Tuple.of((double) age.toSeconds(), number, BATCH))
                        .map(ChangeCleanUp::count));
  }

  private static long count(RowSet<Row> rows) {
    return rows.iterator().next().getLong(0);
  }
}
