package io.tapline.eventstore.notify;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.notify.Notice.AboutEvent;
import io.tapline.eventstore.notify.Notice.Attachment;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Adds notices in the transaction of what they tell of. For any number of threads. */
public final class Outbox {
  private static final String ADD =
      """
      INSERT INTO eventstore.notice (idempotency_key, channel, recipients, subject, body, event_id,
        outcome, decision_key, reason, severity, link, state, next_time, end_time)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, coalesce($13, now()),
        CASE WHEN $12 = 'MUTED' THEN now() END)
      ON CONFLICT (idempotency_key) DO NOTHING RETURNING id\
      """;

  private static final String ATTACH =
      """
      INSERT INTO eventstore.notice_attachment (notice_id, position, name, media_type, content)
      SELECT $1, * FROM unnest($2::integer[], $3::text[], $4::text[], $5::bytea[])\
      """;

  private final String mailChannel;

  /**
   * @param mailChannel by which notices without a channel are sent
   */
  public Outbox(String mailChannel) {
    this.mailChannel = mailChannel;
  }

  /** How a notice begins. */
  public enum Start {
    /** It is sent as soon as possible. */
    PENDING,
    /** It becomes part of a digest. */
    HELD,
    /** It is kept and not sent. */
    MUTED
  }

  /**
   * Adds a notice that is sent when the transaction has committed.
   *
   * @return false when the idempotency key was there before; nothing is added then
   */
  public Uni<Boolean> add(SqlConnection transaction, Notice notice) {
    return add(transaction, notice, Start.PENDING, null);
  }

  /**
   * The same for a notice that is not sent at once.
   *
   * @param due when a held one becomes part of a digest
   */
  public Uni<Boolean> add(
      SqlConnection transaction, Notice notice, Start start, @Nullable Instant due) {
    return transaction
        .preparedQuery(ADD)
        .execute(row(notice, start, due))
        .chain(added -> attach(transaction, notice.attachments(), added));
  }

  private Tuple row(Notice notice, Start start, @Nullable Instant due) {
    @Nullable AboutEvent event = notice.event();
    return Tuple.tuple()
        .addValue(notice.idempotencyKey())
        .addValue(notice.channel().isEmpty() ? mailChannel : notice.channel())
        .addValue(notice.recipients().toArray(String[]::new))
        .addValue(notice.subject())
        .addValue(notice.text())
        .addValue(event == null ? null : event.id())
        .addValue(event == null ? null : event.outcome())
        .addValue(event == null ? null : event.key())
        .addValue(event == null ? null : event.reason())
        .addValue(event == null ? "UNSPECIFIED" : event.severity())
        .addValue(event == null ? "" : event.link())
        .addValue(start.name())
        .addValue(due == null ? null : due.atOffset(ZoneOffset.UTC));
  }

  private static Uni<Boolean> attach(
      SqlConnection transaction, List<Attachment> attachments, RowSet<Row> added) {
    if (added.size() == 0 || attachments.isEmpty()) {
      return Uni.createFrom().item(added.size() > 0);
    }
    long id = added.iterator().next().getLong(0);
    return transaction.preparedQuery(ATTACH).execute(files(id, attachments)).replaceWith(true);
  }

  private static Tuple files(long id, List<Attachment> attachments) {
    return Tuple.tuple()
        .addValue(id)
        .addValue(IntStream.range(0, attachments.size()).boxed().toArray(Integer[]::new))
        .addValue(attachments.stream().map(Attachment::name).toArray(String[]::new))
        .addValue(attachments.stream().map(Attachment::mediaType).toArray(String[]::new))
        .addValue(
            attachments.stream().map(one -> Buffer.buffer(one.content())).toArray(Buffer[]::new));
  }
}
