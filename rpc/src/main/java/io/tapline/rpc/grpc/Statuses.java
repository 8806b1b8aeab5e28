package io.tapline.rpc.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.tapline.rpc.Code;
import io.tapline.rpc.FieldViolation;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.RefusalReason;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Refusals as {@code google.rpc.Status}, and back: the canonical code, the sentence, one {@code
 * ErrorInfo}, and a {@code BadRequest} when fields are at fault.
 */
public final class Statuses {
  private static final Logger LOG = Logger.getLogger(Statuses.class);

  private Statuses() {}

  /**
   * What the client gets for any failure: never a stack trace, always a reason.
   *
   * @param internal reason for what is no refusal; such a failure is logged
   */
  public static StatusRuntimeException of(Throwable failure, RefusalReason internal) {
    return switch (failure) {
      case Refusal refusal -> of(refusal);
      case StatusRuntimeException status -> status;
      default -> {
        LOG.error("A call failed", failure);
        yield of(new Refusal(internal, "The call failed inside the service; its log says why."));
      }
    };
  }

  public static StatusRuntimeException of(Refusal refusal) {
    Status.Builder status =
        Status.newBuilder()
            .setCode(com.google.rpc.Code.valueOf(refusal.reason().code().name()).getNumber())
            .setMessage(refusal.sentence())
            .addDetails(Any.pack(errorInfo(refusal)));
    if (!refusal.violations().isEmpty()) {
      status.addDetails(Any.pack(badRequest(refusal)));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  private static ErrorInfo errorInfo(Refusal refusal) {
    return ErrorInfo.newBuilder()
        .setReason(refusal.reason().name())
        .setDomain(refusal.reason().domain())
        .putAllMetadata(refusal.details())
        .build();
  }

  private static BadRequest badRequest(Refusal refusal) {
    BadRequest.Builder request = BadRequest.newBuilder();
    for (FieldViolation violation : refusal.violations()) {
      request
          .addFieldViolationsBuilder()
          .setField(violation.field())
          .setDescription(violation.description())
          .setReason(refusal.reason().name());
    }
    return request.build();
  }

  /** A reason as another service gave it. */
  private record GivenReason(String name, String domain, Code code) implements RefusalReason {}

  /**
   * Another service's refusal.
   *
   * @param answer that ended a call; without a reason of its own, its code is the reason
   */
  public static Refusal refusal(Throwable answer) {
    @Nullable Status status = StatusProto.fromThrowable(answer);
    ErrorInfo info = detail(status, ErrorInfo.getDefaultInstance());
    io.grpc.Status said = io.grpc.Status.fromThrowable(answer);
    Code code = code(said.getCode());
    String name = info.getReason().isEmpty() ? code.name() : info.getReason();
    String description = said.getDescription();
    return new Refusal(
        new GivenReason(name, info.getDomain(), code),
        description == null ? code.name() : description,
        info.getMetadataMap(),
        violations(detail(status, BadRequest.getDefaultInstance())),
        answer);
  }

  private static Code code(io.grpc.Status.Code code) {
    return code == io.grpc.Status.Code.OK ? Code.UNKNOWN : Code.valueOf(code.name());
  }

  private static List<FieldViolation> violations(BadRequest request) {
    return request.getFieldViolationsList().stream()
        .map(violation -> new FieldViolation(violation.getField(), violation.getDescription()))
        .toList();
  }

  @SuppressWarnings("unchecked") // the class of a message of type T is a Class<T>
  private static <T extends Message> T detail(@Nullable Status status, T none) {
    Class<T> type = (Class<T>) none.getClass();
    return status == null
        ? none
        : status.getDetailsList().stream()
            .filter(any -> any.is(type))
            .findFirst()
            .map(any -> unpack(any, type, none))
            .orElse(none);
  }

  private static <T extends Message> T unpack(Any any, Class<T> type, T none) {
    try {
      return any.unpack(type);
    } catch (InvalidProtocolBufferException e) {
      return none; // a detail that cannot be read is as good as none; code and message remain
    }
  }
}
