package io.tapline.report.schedule;

import static io.tapline.report.Reason.SCHEDULES_NEED_DATABASE;
import static io.tapline.report.Reason.STORE_UNAVAILABLE;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.tapline.rpc.Refusal;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The database of the schedules, if the service has one. Waits for its answers. */
final class ScheduleDatabase {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** SQLSTATE classes of a database that is away: connection, resources, operator intervention. */
  private static final List<String> AWAY = List.of("08", "53", "57");

  private final @Nullable Pool pool;
  private final @Nullable ScheduleMigration migration;
  private volatile boolean prepared;

  ScheduleDatabase(Pool pool, ScheduleMigration migration) {
    this.pool = pool;
    this.migration = migration;
  }

  private ScheduleDatabase() {
    this.pool = null;
    this.migration = null;
  }

  /** That of a service without a database. */
  static ScheduleDatabase none() {
    return new ScheduleDatabase();
  }

  boolean exists() {
    return pool != null;
  }

  /**
   * Brings the schema up to date; once.
   *
   * @throws Refusal DATABASE_TOO_NEW, STORE_UNAVAILABLE
   */
  void prepare() {
    if (migration != null && !prepared) {
      migration.migrate();
      prepared = true;
    }
  }

  /** The rows of one statement. Fails as {@link #transaction} does. */
  RowSet<Row> execute(String sql, Tuple values) {
    Pool ready = ready();
    return await(ready.preparedQuery(sql).execute(values));
  }

  /**
   * @throws Refusal SCHEDULES_NEED_DATABASE, STORE_UNAVAILABLE, or what the work refuses
   */
  <T> T transaction(Function<SqlConnection, Uni<T>> work) {
    Pool ready = ready();
    return await(ready.withTransaction(work));
  }

  private Pool ready() {
    if (pool == null) {
      throw new Refusal(
          SCHEDULES_NEED_DATABASE,
          "Schedules are stored in PostgreSQL, and this service has none: set"
              + " quarkus.datasource.reactive.url, username and password.");
    }
    if (!prepared) {
      throw new Refusal(STORE_UNAVAILABLE, "The schema is being brought up to date; try again.");
    }
    return pool;
  }

  private static <T> T await(Uni<T> answer) {
    try {
      return answer.await().atMost(PATIENCE);
    } catch (RuntimeException e) {
      throw explained(e);
    }
  }

  private static RuntimeException explained(RuntimeException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof Refusal known) {
        return known;
      }
      if (isAway(t)) {
        return new Refusal(
            STORE_UNAVAILABLE, "The database cannot be reached; try again.", failure);
      }
    }
    return failure;
  }

  private static boolean isAway(Throwable t) {
    return switch (t) {
      case PgException pg -> AWAY.stream().anyMatch(pg.getSqlState()::startsWith);
      case IOException io -> true;
      case TimeoutException timeout -> true;
      case VertxException vertx -> String.valueOf(vertx.getMessage()).contains("onnection");
      case NoStackTraceThrowable pool -> true;
      default -> false;
    };
  }
}
