package io.tapline.eventstore.reporter;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import java.time.Duration;
import java.util.function.Function;

/** Transactions step by step on a thread that may wait; never on an event loop. */
final class Blocking {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Blocking() {}

  static <T> T await(Uni<T> step) {
    return step.await().atMost(PATIENCE);
  }

  /** Commits what the work did; undoes it when it fails. */
  static <T> T transaction(Pool pool, Function<SqlConnection, T> work) {
    SqlConnection connection = await(pool.getConnection());
    try {
      Transaction transaction = await(connection.begin());
      try {
        T result = work.apply(connection);
        await(transaction.commit());
        return result;
      } catch (RuntimeException | Error e) {
        await(transaction.rollback().onFailure().recoverWithNull()); // the connection is gone
        throw e;
      }
    } finally {
      await(connection.close());
    }
  }
}
