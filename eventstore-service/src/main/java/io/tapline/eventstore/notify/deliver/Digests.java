package io.tapline.eventstore.notify.deliver;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.notify.Notice;
import io.tapline.eventstore.notify.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Makes one notice of many: of those that waited for the end of a channel's interval, and of the
 * oldest ones of a channel in which too many wait. The digest is added and its parts are marked in
 * one transaction. Calls block; not for event loop threads.
 */
final class Digests {
  /** Parts of one digest, at most. */
  static final int MAX_PARTS = 1_000;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String RIPE =
      """
      SELECT channel FROM eventstore.notice WHERE state = 'HELD' AND next_time <= now()
      UNION
      SELECT channel FROM eventstore.notice WHERE state = 'PENDING' AND event_id IS NOT NULL
      GROUP BY channel HAVING count(*) > $1\
      """;

  private static final String DUE =
      """
      SELECT id, subject, outcome, link FROM eventstore.notice
      WHERE channel = $1 AND state = 'HELD' AND next_time <= now()
      ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED\
      """;

  private static final String TOO_MANY =
      """
      SELECT id, subject, outcome, link FROM eventstore.notice
      WHERE channel = $1 AND state = 'PENDING' AND event_id IS NOT NULL
        AND (lease_until IS NULL OR lease_until < now())
        AND (SELECT count(*) FROM eventstore.notice WHERE channel = $1 AND state = 'PENDING'
          AND event_id IS NOT NULL) > $3
      ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED\
      """;

  private static final String SEND_ALONE =
      "UPDATE eventstore.notice SET state = 'PENDING', next_time = now() WHERE id = $1";

  private static final String MARK =
      """
      UPDATE eventstore.notice SET state = 'DIGESTED', end_time = now(), lease = NULL,
        lease_until = NULL,
        digest_id = (SELECT id FROM eventstore.notice WHERE idempotency_key = $2)
      WHERE id = ANY ($1)\
      """;

  private final Pool pool;
  private final Outbox outbox;
  private final int maxPending;

  /**
   * @param maxPending notices about events that may wait in a channel
   */
  Digests(Pool pool, Outbox outbox, int maxPending) {
    this.pool = pool;
    this.outbox = outbox;
    this.maxPending = maxPending;
  }

  /** Channels with a digest that is due. One look at all of them, which locks nothing. */
  Set<String> ripe() {
    return pool.preparedQuery(RIPE)
        .execute(Tuple.of((long) maxPending))
        .map(Digests::names)
        .await()
        .atMost(PATIENCE);
  }

  private static Set<String> names(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getString(0))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Makes the digests that are due; answers with the number of notices that became parts. */
  long run(String channel) {
    return due(channel) + overflow(channel);
  }

  private long due(String channel) {
    Tuple values = Tuple.of(channel, MAX_PARTS);
    return await(pool.withTransaction(tx -> digest(tx, DUE, values, channel)));
  }

  private long overflow(String channel) {
    int parts = Math.max(2, Math.min(MAX_PARTS, maxPending));
    Tuple values = Tuple.of(channel, parts, (long) maxPending);
    return await(pool.withTransaction(tx -> digest(tx, TOO_MANY, values, channel)));
  }

  private static long await(Uni<Integer> work) {
    return work.await().atMost(PATIENCE);
  }

  private Uni<Integer> digest(SqlConnection tx, String sql, Tuple values, String channel) {
    return tx.preparedQuery(sql)
        .execute(values)
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Digests::part).toList())
        .chain(parts -> parts.size() < 2 ? alone(tx, parts) : together(tx, parts, channel));
  }

  private static DigestText.Part part(Row row) {
    return new DigestText.Part(
        row.getLong(0), row.getString(1), String.valueOf(row.getString(2)), row.getString(3));
  }

  private static Uni<Integer> alone(SqlConnection tx, List<DigestText.Part> parts) {
    return parts.isEmpty()
        ? Uni.createFrom().item(0)
        : tx.preparedQuery(SEND_ALONE).execute(Tuple.of(parts.getFirst().id())).replaceWith(0);
  }

  private Uni<Integer> together(SqlConnection tx, List<DigestText.Part> parts, String channel) {
    Notice digest = DigestText.of(channel, parts);
    Long[] ids = parts.stream().map(DigestText.Part::id).toArray(Long[]::new);
    return outbox
        .add(tx, digest)
        .chain(() -> tx.preparedQuery(MARK).execute(Tuple.of(ids, digest.idempotencyKey())))
        .replaceWith(parts.size());
  }
}
