package io.tapline.eventstore.notify.api;

import static io.tapline.eventstore.Reason.NOTICE_NOT_FOUND;
import static io.tapline.eventstore.Reason.NOTICE_SENT;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.notify.Notice;
import io.tapline.eventstore.notify.Outbox;
import io.tapline.eventstore.query.Sql;
import io.tapline.rpc.Refusal;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Notices in the hands of people: looked at, tried again, given up. */
public final class NoticeDesk {
  private static final String COLUMNS =
      "id, channel, recipients, idempotency_key, subject, event_id, state, attempts, last_error,"
          + " create_time, next_time, end_time, digest_id";

  private static final String LOCK =
      "SELECT " + COLUMNS + " FROM eventstore.notice WHERE id = $1 FOR UPDATE";

  /** Whoever sends it at this moment keeps it: another lease would send it twice. */
  private static final String RETRY =
      """
      UPDATE eventstore.notice SET state = 'PENDING', attempts = 0, next_time = now(),
        end_time = NULL WHERE id = $1 RETURNING
      """
          + COLUMNS;

  private static final String DROP =
      """
      UPDATE eventstore.notice SET state = 'DROPPED', end_time = now(), lease = NULL,
        lease_until = NULL WHERE id = $1 RETURNING
      """
          + COLUMNS;

  private final Pool pool;
  private final Outbox outbox = new Outbox("");

  public NoticeDesk(Pool pool) {
    this.pool = pool;
  }

  /**
   * @return false when its idempotency key was there before; nothing is added then
   */
  Uni<Boolean> add(Notice notice) {
    return pool.withTransaction(transaction -> outbox.add(transaction, notice));
  }

  /**
   * Which notices.
   *
   * @param channel empty: of all
   * @param states none: in any
   * @param eventId empty: about any event, or none
   * @param before only earlier ones than this
   */
  record Question(String channel, List<NoticeState> states, String eventId, long before) {}

  /** Latest first. */
  Uni<List<NoticeEntry>> list(Question question, int limit) {
    Sql sql = new Sql().append("SELECT " + COLUMNS + " FROM eventstore.notice WHERE id < ");
    sql.bind(question.before());
    if (!question.channel().isEmpty()) {
      sql.append(" AND channel = ").bind(question.channel());
    }
    if (!question.states().isEmpty()) {
      sql.append(" AND state = any (")
          .bind(question.states().stream().map(Enum::name).toArray(String[]::new))
          .append(")");
    }
    if (!question.eventId().isEmpty()) {
      sql.append(" AND event_id = ").bind(question.eventId());
    }
    sql.append(" ORDER BY id DESC LIMIT ").bind(limit);
    return pool.preparedQuery(sql.text())
        .execute(sql.values())
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(NoticeDesk::entry).toList());
  }

  /** Fails with NOTICE_NOT_FOUND, NOTICE_SENT. */
  Uni<NoticeEntry> retry(long id) {
    return change(id, RETRY);
  }

  /** Fails with NOTICE_NOT_FOUND, NOTICE_SENT. */
  Uni<NoticeEntry> drop(long id) {
    return change(id, DROP);
  }

  private Uni<NoticeEntry> change(long id, String sql) {
    return pool.withTransaction(
        transaction ->
            transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(id))
                .invoke(rows -> requireUnsent(rows, id))
                .chain(() -> changed(transaction, id, sql)));
  }

  private static Uni<NoticeEntry> changed(SqlConnection transaction, long id, String sql) {
    return transaction
        .preparedQuery(sql)
        .execute(Tuple.of(id))
        .map(rows -> entry(rows.iterator().next()));
  }

  private static void requireUnsent(RowSet<Row> rows, long id) {
    Map<String, String> details = Map.of("id", Long.toString(id));
    if (rows.size() == 0) {
      throw new Refusal(NOTICE_NOT_FOUND, "no notice has this number", details);
    }
    NoticeState state = entry(rows.iterator().next()).state();
    if (state == NoticeState.SENT || state == NoticeState.DIGESTED) {
      throw new Refusal(NOTICE_SENT, "the notice was sent, or is part of a digest", details);
    }
  }

  private static NoticeEntry entry(Row row) {
    NoticeState state = NoticeState.valueOf(row.getString(6));
    @Nullable Long digest = row.getLong(12);
    return new NoticeEntry(
        row.getLong(0),
        row.getString(1),
        List.of(row.getArrayOfStrings(2)),
        row.getString(3),
        row.getString(4),
        Objects.requireNonNullElse(row.getString(5), ""),
        state,
        row.getInteger(7),
        row.getString(8),
        Objects.requireNonNull(time(row, 9)),
        state.isWaiting() ? time(row, 10) : null,
        time(row, 11),
        digest == null ? 0 : digest);
  }

  private static @Nullable Instant time(Row row, int column) {
    @Nullable OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }
}
