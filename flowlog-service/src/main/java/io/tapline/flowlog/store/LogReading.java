package io.tapline.flowlog.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;

/**
 * A read-only transaction that sees the log as of one moment, whatever is committed meanwhile. It
 * holds a connection and keeps PostgreSQL from cleaning up what was deleted since, so it ends with
 * its question. For one thread.
 */
final class LogReading implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LogReading.class);
  private static final String BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

  private final LogDatabase database;
  private final SqlConnection connection;
  private boolean closed;

  private LogReading(LogDatabase database, SqlConnection connection) {
    this.database = database;
    this.connection = connection;
  }

  /** Begins; the moment is that of the first statement. */
  static LogReading begin(LogDatabase database, StillWanted wanted) {
    LogReading reading = new LogReading(database, database.connection(wanted));
    try {
      database.await(reading.connection.query(BEGIN).execute(), wanted);
      return reading;
    } catch (RuntimeException | Error e) {
      reading.close();
      throw e;
    }
  }

  RowSet<Row> read(String sql, Tuple parameters, StillWanted wanted) {
    return await(ask(sql, parameters), wanted);
  }

  /** For a caller that asks for several things before it awaits the first. */
  Uni<RowSet<Row>> ask(String sql, Tuple parameters) {
    return connection.preparedQuery(sql).execute(parameters);
  }

  <T> T await(Uni<T> answer, StillWanted wanted) {
    return database.await(answer, wanted);
  }

  /** Returns at once; the connection goes back when the server has ended the transaction. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    connection
        .query("COMMIT")
        .execute()
        .onTermination()
        .invoke(connection::closeAndForget)
        .subscribe()
        .with(done -> {}, e -> LOG.debugf(e, "A read transaction ended with its connection"));
  }
}
