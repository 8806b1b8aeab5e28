package io.tapline.flowlog;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.jboss.logging.Logger;

/** Failures as gRPC statuses: a code, one ErrorInfo, and the field when one is to blame. */
public final class FlowlogErrors {
  /** Key of {@link FlowlogException#details()} that names the field to blame. */
  public static final String FIELD = "field";

  private static final String DOMAIN = "flowlog.tapline";
  private static final Logger LOG = Logger.getLogger(FlowlogErrors.class);

  private FlowlogErrors() {}

  /** What is not a reason of the log's own becomes INTERNAL, and is logged. */
  public static StatusRuntimeException status(Throwable failure) {
    return switch (failure) {
      case StatusRuntimeException status -> status;
      case FlowlogException known -> status(known);
      default -> internal(failure);
    };
  }

  private static StatusRuntimeException internal(Throwable failure) {
    LOG.error("A call failed", failure);
    return io.grpc.Status.INTERNAL
        .withDescription("the connection log failed; its log says why")
        .asRuntimeException();
  }

  private static StatusRuntimeException status(FlowlogException failure) {
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
    String field = failure.details().get(FIELD);
    if (field != null) {
      status.addDetails(Any.pack(badRequest(field, failure)));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  private static BadRequest badRequest(String field, FlowlogException failure) {
    return BadRequest.newBuilder()
        .addFieldViolations(
            BadRequest.FieldViolation.newBuilder()
                .setField(field)
                .setDescription(String.valueOf(failure.getMessage()))
                .setReason(failure.reason().name()))
        .build();
  }

  private static Code code(FlowlogException.Reason reason) {
    return switch (reason) {
      case FENCED -> Code.ABORTED;
      case SOURCE_FINISHED -> Code.FAILED_PRECONDITION;
      case SOURCE_LIMIT, QUERY_LIMIT -> Code.RESOURCE_EXHAUSTED;
      case STORE_UNAVAILABLE -> Code.UNAVAILABLE;
      case STORE_REFUSED -> Code.INTERNAL;
      case STATE_CORRUPT -> Code.DATA_LOSS;
      case DEADLINE_EXCEEDED -> Code.DEADLINE_EXCEEDED;
      case INVALID_OPEN,
          INVALID_BATCH,
          INVALID_FILTER,
          UNKNOWN_FIELD,
          UNKNOWN_COLUMN,
          UNKNOWN_MEASURE,
          INVALID_INTERVAL,
          INVALID_PAGE_SIZE,
          INVALID_PAGE_TOKEN,
          PAGE_TOKEN_MISMATCH,
          INVALID_LIMIT,
          INVALID_BUCKET,
          INVALID_TOKEN ->
          Code.INVALID_ARGUMENT;
    };
  }
}
