package io.tapline.flowlog.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** An open transaction of a blocking caller; rolled back by {@link #close} unless committed. */
public final class LogTransaction implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LogTransaction.class);

  private final LogDatabase database;
  private final SqlConnection connection;
  private final Transaction transaction;
  private boolean committed;
  private boolean closed;

  LogTransaction(LogDatabase database, SqlConnection connection, Transaction transaction) {
    this.database = database;
    this.connection = connection;
    this.transaction = transaction;
  }

  /** Runs statements and waits for them. */
  public <T> T run(Function<SqlConnection, Uni<T>> work) {
    return database.await(work.apply(connection));
  }

  public void commit() {
    database.await(transaction.commit());
    committed = true;
  }

  /** Waits for the rollback, so that the caller finds nothing locked afterwards; never throws. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (!committed) {
        database.await(transaction.rollback());
      }
    } catch (RuntimeException e) { // without its connection the server rolls back by itself
      LOG.debugf(e, "A transaction could not be rolled back; its connection is given up");
    } finally {
      connection.closeAndForget();
    }
  }
}
