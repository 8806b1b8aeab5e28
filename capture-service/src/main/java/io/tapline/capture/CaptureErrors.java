package io.tapline.capture;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.jboss.logging.Logger;

/** Turns the engine's exception into the platform's form of an error. */
public final class CaptureErrors {
  private static final Logger LOG = Logger.getLogger(CaptureErrors.class);
  private static final String DOMAIN = "capture.tapline";

  private CaptureErrors() {}

  /** What the client gets for any failure: never a stack trace, always a reason. */
  public static StatusRuntimeException toStatus(Throwable error) {
    return switch (error) {
      case CaptureException e -> toStatus(e);
      case StatusRuntimeException e -> e;
      default -> internal(error);
    };
  }

  private static StatusRuntimeException toStatus(CaptureException error) {
    ErrorInfo info =
        ErrorInfo.newBuilder()
            .setReason(error.reason().name())
            .setDomain(DOMAIN)
            .putAllMetadata(error.details())
            .build();
    Status.Builder status = status(code(error.reason()), String.valueOf(error.getMessage()), info);
    String field = error.details().get("field");
    if (field != null) {
      status.addDetails(Any.pack(violation(field, String.valueOf(error.getMessage()))));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  private static StatusRuntimeException internal(Throwable error) {
    LOG.error("A request failed.", error);
    ErrorInfo info = ErrorInfo.newBuilder().setReason("INTERNAL").setDomain(DOMAIN).build();
    return StatusProto.toStatusRuntimeException(
        status(Code.INTERNAL, "The sensor failed; its log says why.", info).build());
  }

  private static Status.Builder status(Code code, String message, ErrorInfo info) {
    return Status.newBuilder()
        .setCode(code.getNumber())
        .setMessage(message)
        .addDetails(Any.pack(info));
  }

  private static BadRequest violation(String field, String description) {
    return BadRequest.newBuilder()
        .addFieldViolations(
            BadRequest.FieldViolation.newBuilder().setField(field).setDescription(description))
        .build();
  }

  private static Code code(CaptureException.Reason reason) {
    return switch (reason) {
      case INVALID_HEADER,
          EMPTY_FILE,
          UNKNOWN_FORMAT,
          CORRUPT_FILE,
          PATH_NOT_ALLOWED,
          INVALID_SOURCE,
          INVALID_BPF,
          INVALID_HANDLER,
          INVALID_POSITION ->
          Code.INVALID_ARGUMENT;
      case FILE_NOT_FOUND, SOURCE_NOT_FOUND, INTERFACE_NOT_FOUND, HANDLER_NOT_FOUND ->
          Code.NOT_FOUND;
      case SOURCE_EXISTS, HANDLER_EXISTS -> Code.ALREADY_EXISTS;
      case CAPTURE_NOT_PERMITTED -> Code.PERMISSION_DENIED;
      case PORT_IN_USE, LIBPCAP_MISSING, LOG_REFUSED, FILE_CHANGED -> Code.FAILED_PRECONDITION;
      case POSITION_EXPIRED -> Code.OUT_OF_RANGE;
      case DISK_FULL, FILE_TOO_LARGE, SOURCE_LIMIT, HANDLER_LIMIT, STREAM_LIMIT ->
          Code.RESOURCE_EXHAUSTED;
      case LOG_UNAVAILABLE, STOPPING -> Code.UNAVAILABLE;
    };
  }
}
