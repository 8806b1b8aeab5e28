package io.tapline.eventstore.reporter;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.notify.Notice;
import io.tapline.eventstore.notify.Outbox;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Sends reports by the outbox of notices, under their labels. */
public final class OutboxDelivery implements ReportDelivery {
  private static final String READY =
      """
      SELECT EXISTS (
        SELECT 1 FROM eventstore.channel WHERE name = $1 AND kind = 'MAIL' AND enabled)""";

  private final Outbox outbox;
  private final String mailChannel;

  /**
   * @param mailChannel by which the outbox sends mail
   */
  public OutboxDelivery(Outbox outbox, String mailChannel) {
    this.outbox = outbox;
    this.mailChannel = mailChannel;
  }

  @Override
  public Uni<Boolean> isReady(SqlConnection transaction) {
    return transaction
        .preparedQuery(READY)
        .execute(Tuple.of(mailChannel))
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  @Override
  public Uni<Void> deliver(SqlConnection transaction, ReportMail mail) {
    return outbox.add(transaction, notice(mail)).replaceWithVoid();
  }

  private static Notice notice(ReportMail mail) {
    return Notice.toRecipients(
        "report-" + mail.label(),
        mail.to(),
        mail.subject(),
        mail.text(),
        mail.files().stream()
            .map(file -> new Notice.Attachment(file.name(), file.mediaType(), file.data()))
            .toList());
  }
}
