package io.tapline.eventstore;

import static io.tapline.eventstore.EventstoreException.Reason.INTERNAL;
import static io.tapline.eventstore.EventstoreException.Reason.QUERY_CANCELLED;
import static io.tapline.eventstore.EventstoreException.Reason.STORE_UNAVAILABLE;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/** Failures as gRPC statuses: a code, one ErrorInfo, and the field when one is to blame. */
public final class EventstoreErrors {
  private static final String DOMAIN = "eventstore.tapline";

  /** SQLSTATE classes of a database that is away: connection, resources, operator intervention. */
  private static final List<String> AWAY = List.of("08", "53", "57");

  /** SQLSTATE query_canceled. */
  private static final String CANCELLED = "57014";

  private EventstoreErrors() {}

  /** The failure as our own exception; what is unknown becomes INTERNAL. */
  public static EventstoreException explain(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof EventstoreException known) {
        return known;
      }
      if (t instanceof PgException pg && CANCELLED.equals(pg.getSqlState())) {
        return new EventstoreException(QUERY_CANCELLED, "the query was cancelled", failure);
      }
      if (isStoreAway(t)) {
        return new EventstoreException(
            STORE_UNAVAILABLE, "the database is not to be reached; try again", failure);
      }
    }
    return new EventstoreException(INTERNAL, "the event store failed; its log says why", failure);
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

  public static StatusRuntimeException status(EventstoreException failure) {
    ErrorInfo info =
        ErrorInfo.newBuilder()
            .setReason(failure.reason().name())
            .setDomain(DOMAIN)
            .putAllMetadata(failure.details())
            .build();
    Status.Builder status =
        Status.newBuilder()
            .setCode(code(failure.reason()).getNumber())
            .setMessage(String.valueOf(failure.getMessage()))
            .addDetails(Any.pack(info));
    if (failure.details().containsKey(EventstoreException.FIELD)) {
      status.addDetails(Any.pack(badRequest(failure)));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  private static BadRequest badRequest(EventstoreException failure) {
    BadRequest.FieldViolation violation =
        BadRequest.FieldViolation.newBuilder()
            .setField(Objects.requireNonNull(failure.details().get(EventstoreException.FIELD)))
            .setDescription(String.valueOf(failure.getMessage()))
            .setReason(failure.reason().name())
            .build();
    return BadRequest.newBuilder().addFieldViolations(violation).build();
  }

  private static Code code(EventstoreException.Reason reason) {
    return switch (reason) {
      case INVALID_IDEA,
          EVENT_TOO_LARGE,
          INVALID_INTERVAL,
          INVALID_PAGE_SIZE,
          INVALID_PAGE_TOKEN,
          PAGE_TOKEN_MISMATCH,
          INVALID_ADDRESS,
          INVALID_SEVERITY,
          INVALID_OUTCOME,
          FILTER_LIMIT,
          BATCH_LIMIT,
          EMPTY_QUERY,
          INVALID_FILTER,
          INVALID_SORT,
          INVALID_LIMIT,
          UNKNOWN_FIELD,
          UNKNOWN_COLUMN ->
          Code.INVALID_ARGUMENT;
      case EVENT_NOT_FOUND -> Code.NOT_FOUND;
      case EVENT_ID_CONFLICT -> Code.ALREADY_EXISTS;
      case QUERY_CANCELLED -> Code.CANCELLED;
      case STORE_UNAVAILABLE -> Code.UNAVAILABLE;
      case DATABASE_TOO_NEW -> Code.FAILED_PRECONDITION;
      case INTERNAL -> Code.INTERNAL;
    };
  }
}
