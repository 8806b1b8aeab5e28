package io.tapline.flowlog.store;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.tapline.flowlog.Reason;
import io.tapline.rpc.Refusal;
import io.vertx.core.VertxException;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * PostgreSQL for callers that may block: waits for the answer, at most as long as told, and says
 * STORE_UNAVAILABLE when there is none, STORE_REFUSED when asking again would be answered alike.
 * Not for event loop threads.
 */
public final class LogDatabase {
  /** SQLSTATE classes: data exception, integrity constraint, syntax error or access rule. */
  private static final Set<String> REFUSALS = Set.of("22", "23", "42");

  private final Pool pool;
  private final Duration patience;

  public LogDatabase(Pool pool, Duration patience) {
    this.pool = pool;
    this.patience = patience;
  }

  public RowSet<Row> read(String sql, Tuple parameters) {
    return await(pool.preparedQuery(sql).execute(parameters));
  }

  public RowSet<Row> read(String sql) {
    return await(pool.preparedQuery(sql).execute());
  }

  /** One statement outside of a transaction, for example VACUUM. */
  void execute(String sql) {
    await(pool.query(sql).execute());
  }

  /** Everything the work does is committed together, or nothing. */
  public <T> T transaction(Function<SqlConnection, Uni<T>> work) {
    return await(pool.withTransaction(work));
  }

  /** A transaction with blocking work between its statements; the caller closes it. */
  public LogTransaction begin() {
    SqlConnection connection = connection(StillWanted.ALWAYS);
    try {
      return new LogTransaction(this, connection, await(connection.begin()));
    } catch (RuntimeException e) {
      connection.closeAndForget();
      throw e;
    }
  }

  /** A connection that comes too late for its caller goes back by itself. */
  SqlConnection connection(StillWanted wanted) {
    CompletableFuture<SqlConnection> coming = pool.getConnection().subscribeAsCompletionStage();
    try {
      return await(coming, wanted);
    } catch (RuntimeException | Error e) {
      var unused = coming.thenAccept(SqlConnection::closeAndForget);
      throw e;
    }
  }

  /** The pool for work that pipelines by itself. */
  Pool pool() {
    return pool;
  }

  <T> T await(Uni<T> answer) {
    return await(answer, StillWanted.ALWAYS);
  }

  /** Waits for an answer as long as it is wanted; what comes later is dropped. */
  <T> T await(Uni<T> answer, StillWanted wanted) {
    CompletableFuture<T> coming = answer.subscribeAsCompletionStage();
    try {
      return await(coming, wanted);
    } finally {
      coming.cancel(false);
    }
  }

  private <T> T await(CompletableFuture<T> coming, StillWanted wanted) {
    try {
      return get(coming, wanted);
    } catch (Refusal e) {
      throw e;
    } catch (TimeoutException e) {
      throw unavailable("no answer within " + patience.toSeconds() + " s", e);
    } catch (DatabaseException e) {
      throw isRefusal(e) ? refused(e) : unavailable(String.valueOf(e.getMessage()), e);
    } catch (VertxException e) {
      throw unavailable(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      throw e.getCause() instanceof IOException broken ? unavailable(broken.toString(), e) : e;
    }
  }

  private <T> T get(CompletableFuture<T> coming, StillWanted wanted) {
    long begin = System.nanoTime();
    while (true) {
      try {
        return coming.get(StillWanted.LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (java.util.concurrent.TimeoutException e) {
        wanted.check();
        if (System.nanoTime() - begin > patience.toNanos()) {
          throw new TimeoutException();
        }
      } catch (ExecutionException e) {
        throw failure(Objects.requireNonNullElse(e.getCause(), e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CompletionException(e);
      }
    }
  }

  /**
   * Vert.x fails what is asked of a connection that is gone with a throwable of its own that is
   * neither an exception nor an error.
   */
  private static RuntimeException failure(Throwable cause) {
    if (cause instanceof RuntimeException known) {
      return known;
    }
    return cause instanceof Exception || cause instanceof Error
        ? new CompletionException(cause)
        : new VertxException(cause.getMessage(), cause);
  }

  private static boolean isRefusal(DatabaseException e) {
    String state = e.getSqlState();
    return state != null && REFUSALS.stream().anyMatch(state::startsWith);
  }

  private static Refusal refused(DatabaseException e) {
    return new Refusal(
        Reason.STORE_REFUSED,
        "The database of the connection log refused a statement: " + e.getMessage(),
        Map.of("sqlstate", String.valueOf(e.getSqlState())),
        List.of(),
        e);
  }

  private static Refusal unavailable(String why, Throwable cause) {
    return new Refusal(
        Reason.STORE_UNAVAILABLE, "The database of the connection log: " + why, cause);
  }
}
