package io.tapline.eventstore;

import io.tapline.rpc.Refusal;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** What failures of the database mean. */
public final class StoreFailures {
  /** SQLSTATE classes of a database that is away: connection, resources, operator intervention. */
  private static final List<String> AWAY = List.of("08", "53", "57");

  /** SQLSTATE query_canceled. */
  private static final String CANCELLED = "57014";

  /** SQLSTATE unique_violation. */
  private static final String DUPLICATE = "23505";

  private StoreFailures() {}

  /** Whether a row with this key is there. */
  public static boolean isDuplicate(Throwable failure) {
    return failure instanceof PgException violation && DUPLICATE.equals(violation.getSqlState());
  }

  /** The refusal that a failure is or means; the failure itself when it is unknown. */
  public static Throwable explain(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof Refusal known) {
        return known;
      }
      if (t instanceof PgException pg && CANCELLED.equals(pg.getSqlState())) {
        return new Refusal(Reason.QUERY_CANCELLED, "the query was cancelled", failure);
      }
      if (isStoreAway(t)) {
        return new Refusal(
            Reason.STORE_UNAVAILABLE, "the database is not to be reached; try again", failure);
      }
    }
    return failure;
  }

  private static boolean isStoreAway(Throwable t) {
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
