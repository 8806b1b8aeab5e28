package io.tapline.report;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Errors at the rim: a {@link ReportException} as {@code google.rpc.Status}, and back. */
public final class ReportErrors {
  private ReportErrors() {}

  /** Waits for another service's answer; its refusals are passed on, its absence has our reason. */
  public static <T> T await(Uni<T> answer, Duration timeout, ReportException.Reason away) {
    try {
      return answer.await().atMost(timeout);
    } catch (StatusRuntimeException e) {
      throw fromStatus(e, away);
    } catch (TimeoutException e) {
      throw ReportException.away(away, "No answer within " + timeout.toSeconds() + " s.", e);
    }
  }

  public static StatusRuntimeException toStatus(ReportException exception) {
    Problem problem = exception.problem();
    Status.Builder status =
        Status.newBuilder()
            .setCode(Code.valueOf(problem.code()).getNumber())
            .setMessage(problem.detail())
            .addDetails(Any.pack(errorInfo(problem)));
    if (!problem.violations().isEmpty()) {
      status.addDetails(Any.pack(badRequest(problem)));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  private static ErrorInfo errorInfo(Problem problem) {
    return ErrorInfo.newBuilder()
        .setReason(problem.reason())
        .setDomain(problem.domain())
        .putAllMetadata(problem.metadata())
        .build();
  }

  private static BadRequest badRequest(Problem problem) {
    BadRequest.Builder request = BadRequest.newBuilder();
    for (Problem.Violation violation : problem.violations()) {
      request
          .addFieldViolationsBuilder()
          .setField(violation.field())
          .setDescription(violation.description());
    }
    return request.build();
  }

  static ReportException fromStatus(StatusRuntimeException e, ReportException.Reason away) {
    Status status = StatusProto.fromThrowable(e);
    ErrorInfo info = detail(status, ErrorInfo.class, ErrorInfo.getDefaultInstance());
    if (info.getReason().isEmpty() && isAway(e.getStatus().getCode())) {
      return ReportException.away(away, sentenceFor(away), e);
    }
    BadRequest request = detail(status, BadRequest.class, BadRequest.getDefaultInstance());
    return ReportException.passedOn(problem(e, info, request), e);
  }

  private static boolean isAway(io.grpc.Status.Code code) {
    return code == io.grpc.Status.Code.UNAVAILABLE
        || code == io.grpc.Status.Code.UNIMPLEMENTED
        || code == io.grpc.Status.Code.CANCELLED;
  }

  private static String sentenceFor(ReportException.Reason away) {
    return away == ReportException.Reason.EVENT_STORE_UNAVAILABLE
        ? "The event store cannot be reached."
        : "The connection log cannot be reached.";
  }

  private static Problem problem(StatusRuntimeException e, ErrorInfo info, BadRequest request) {
    String code = e.getStatus().getCode().name();
    String description = e.getStatus().getDescription();
    List<Problem.Violation> violations =
        request.getFieldViolationsList().stream()
            .map(v -> new Problem.Violation(v.getField(), v.getDescription()))
            .toList();
    return new Problem(
        code,
        info.getReason().isEmpty() ? code : info.getReason(),
        info.getDomain(),
        description == null ? code : description,
        Map.copyOf(info.getMetadataMap()),
        violations);
  }

  private static <T extends Message> T detail(@Nullable Status status, Class<T> type, T none) {
    if (status == null) {
      return none;
    }
    for (Any any : status.getDetailsList()) {
      if (any.is(type)) {
        return unpack(any, type, none);
      }
    }
    return none;
  }

  private static <T extends Message> T unpack(Any any, Class<T> type, T none) {
    try {
      return any.unpack(type);
    } catch (InvalidProtocolBufferException e) {
      return none; // a detail that cannot be read is as good as none; code and message remain
    }
  }
}
