package io.tapline.eventstore.reporter;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Takes reports that are to be sent. */
public interface ReportDelivery {
  /**
   * Whether there is a way to send mail. While there is none, reports are made and can be read, and
   * their recipients are empty.
   */
  Uni<Boolean> isReady(SqlConnection transaction);

  /**
   * Takes a mail over in the transaction that stores its report: it is sent when that commits, and
   * never when it does not. A failure undoes the report; it is made anew at the next look.
   */
  Uni<Void> deliver(SqlConnection transaction, ReportMail mail);
}
