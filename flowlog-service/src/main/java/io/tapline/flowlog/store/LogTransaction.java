package io.tapline.flowlog.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import java.util.function.Function;

/** An open transaction of a blocking caller; rolled back by {@link #close} unless committed. */
public final class LogTransaction implements AutoCloseable {
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

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (!committed) {
      transaction.rollbackAndForget();
    }
    connection.closeAndForget();
  }
}
