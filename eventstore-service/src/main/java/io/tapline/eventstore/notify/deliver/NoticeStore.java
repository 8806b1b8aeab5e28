package io.tapline.eventstore.notify.deliver;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.notify.Notice;
import io.tapline.eventstore.notify.Notice.AboutEvent;
import io.tapline.eventstore.notify.Notice.Attachment;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes notices for sending, and writes what became of them. A notice is leased to one replica; one
 * that crashed is followed by another when the lease has ended, and no longer writes. Times are
 * those of the database.
 */
final class NoticeStore {
  private static final String LEASE =
      """
      UPDATE eventstore.notice n SET lease = $2, attempts = attempts + 1,
        lease_until = now() + make_interval(secs => $3)
      FROM (
        SELECT id FROM eventstore.notice
        WHERE channel = ANY ($1) AND state = 'PENDING' AND next_time <= now()
          AND (lease_until IS NULL OR lease_until < now())
        ORDER BY next_time, id LIMIT $4 FOR UPDATE SKIP LOCKED) due
      WHERE n.id = due.id
      RETURNING n.id, n.idempotency_key, n.channel, n.recipients, n.subject, n.body, n.event_id,
        n.outcome, n.decision_key, n.reason, n.severity, n.link, n.attempts\
      """;

  private static final String ATTACHMENTS =
      """
      SELECT notice_id, name, media_type, content FROM eventstore.notice_attachment
      WHERE notice_id = ANY ($1) ORDER BY notice_id, position\
      """;

  private static final String SENT =
      """
      UPDATE eventstore.notice SET state = 'SENT', last_error = $3, end_time = now(), lease = NULL,
        lease_until = NULL WHERE id = $1 AND lease = $2 AND state = 'PENDING'\
      """;

  private static final String DEAD =
      """
      UPDATE eventstore.notice SET state = 'DEAD', last_error = $3, end_time = now(), lease = NULL,
        lease_until = NULL WHERE id = $1 AND lease = $2 AND state = 'PENDING'\
      """;

  private static final String LATER =
      """
      UPDATE eventstore.notice SET last_error = $3, next_time = now() + make_interval(secs => $4),
        lease = NULL, lease_until = NULL WHERE id = $1 AND lease = $2\
      """;

  private static final String RELEASE =
      """
      UPDATE eventstore.notice SET attempts = greatest(attempts - 1, 0), lease = NULL,
        lease_until = NULL
      WHERE id = ANY ($1) AND lease = $2\
      """;

  private static final String BURY =
      """
      UPDATE eventstore.notice SET state = 'DEAD', end_time = now(),
        last_error = 'there is no channel of this name, or none to redirect to'
      WHERE state IN ('PENDING', 'HELD') AND next_time <= now() AND NOT channel = ANY ($1)\
      """;

  private static final int MAX_ERROR = 500;

  private final Pool pool;

  NoticeStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * Takes notices that are due.
   *
   * @param channels that send by the same target
   * @param time for which nobody else sends them
   */
  Uni<List<NoticeRow>> lease(List<String> channels, int limit, Duration time) {
    String lease = UUID.randomUUID().toString();
    Tuple values =
        Tuple.of(channels.toArray(String[]::new), lease, (double) time.toSeconds(), limit);
    return pool.withTransaction(
        transaction ->
            transaction
                .preparedQuery(LEASE)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList())
                .chain(
                    rows ->
                        attachments(transaction, rows)
                            .map(files -> rows.stream().map(r -> row(r, files, lease)).toList()))
                .map(rows -> rows.stream().sorted(Comparator.comparing(NoticeRow::id)).toList()));
  }

  private static Uni<Map<Long, List<Attachment>>> attachments(
      SqlConnection transaction, List<Row> notices) {
    Map<Long, List<Attachment>> files = new HashMap<>();
    if (notices.isEmpty()) {
      return Uni.createFrom().item(files);
    }
    Long[] ids = notices.stream().map(row -> row.getLong(0)).toArray(Long[]::new);
    return transaction
        .preparedQuery(ATTACHMENTS)
        .execute(Tuple.tuple().addValue(ids))
        .invoke(
            rows ->
                rows.forEach(
                    row ->
                        files
                            .computeIfAbsent(row.getLong(0), id -> new ArrayList<>())
                            .add(attachment(row))))
        .replaceWith(files);
  }

  private static Attachment attachment(Row row) {
    return new Attachment(row.getString(1), row.getString(2), row.getBuffer(3).getBytes());
  }

  private static NoticeRow row(Row row, Map<Long, List<Attachment>> files, String lease) {
    Notice notice =
        new Notice(
            row.getString(1),
            row.getString(2),
            List.of(row.getArrayOfStrings(3)),
            row.getString(4),
            row.getString(5),
            files.getOrDefault(row.getLong(0), List.of()),
            event(row));
    return new NoticeRow(row.getLong(0), notice, row.getInteger(12), lease);
  }

  private static @Nullable AboutEvent event(Row row) {
    @Nullable String id = row.getString(6);
    return id == null
        ? null
        : new AboutEvent(
            id,
            Objects.requireNonNullElse(row.getString(7), ""),
            Objects.requireNonNullElse(row.getString(8), ""),
            Objects.requireNonNullElse(row.getString(9), ""),
            row.getString(10),
            row.getString(11));
  }

  /**
   * @param remark what people should know of it; may be empty
   */
  Uni<Void> sent(NoticeRow row, String remark) {
    return write(SENT, Tuple.of(row.id(), row.lease(), cut(remark)));
  }

  Uni<Void> dead(NoticeRow row, String error) {
    return write(DEAD, Tuple.of(row.id(), row.lease(), cut(error)));
  }

  Uni<Void> later(NoticeRow row, String error, Duration pause) {
    double seconds = pause.toMillis() / 1_000.0;
    return write(LATER, Tuple.of(row.id(), row.lease(), cut(error), seconds));
  }

  /** Gives back notices of one lease that were not tried. */
  Uni<Void> release(List<NoticeRow> rows) {
    if (rows.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Long[] ids = rows.stream().map(NoticeRow::id).toArray(Long[]::new);
    return write(RELEASE, Tuple.of(ids, rows.getFirst().lease()));
  }

  /**
   * Gives up what is due in channels that are none.
   *
   * @param living channels that can be sent by
   */
  Uni<Integer> bury(List<String> living) {
    return pool.preparedQuery(BURY)
        .execute(Tuple.tuple().addValue(living.toArray(String[]::new)))
        .map(rows -> rows.rowCount());
  }

  private Uni<Void> write(String sql, Tuple values) {
    return pool.preparedQuery(sql).execute(values).replaceWithVoid();
  }

  private static String cut(String text) {
    String line = text.replace('\0', ' ');
    return line.length() > MAX_ERROR ? line.substring(0, MAX_ERROR) : line;
  }
}
