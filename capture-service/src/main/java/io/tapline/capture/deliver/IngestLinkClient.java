package io.tapline.capture.deliver;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.tapline.capture.batch.Encoding;
import io.tapline.flowlog.v1.IngestServiceGrpc;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/** The way to the connection log over gRPC. */
public final class IngestLinkClient implements IngestLink {
  /** The log said no to what was asked: asking again gets the same answer. */
  private static final Set<Status.Code> FINAL_CODES =
      EnumSet.of(
          Status.Code.INVALID_ARGUMENT,
          Status.Code.FAILED_PRECONDITION,
          Status.Code.PERMISSION_DENIED,
          Status.Code.UNAUTHENTICATED,
          Status.Code.OUT_OF_RANGE);

  private final IngestServiceGrpc.IngestServiceStub stub;

  public IngestLinkClient(Channel channel) {
    this.stub = IngestServiceGrpc.newStub(channel);
  }

  @Override
  public DeliveryCall open(String sensor, String source, Encoding encoding) {
    DeliveryCallClient call = new DeliveryCallClient();
    var _ = stub.ingest(call);
    call.open(sensor, source, encoding);
    return call;
  }

  /** What a failure of the log, as its status says it, is to a deliverer. */
  public static LinkException failure(Throwable error) {
    Status status = Status.fromThrowable(error);
    String said = status.getDescription();
    String description =
        said == null ? "The connection log answered " + status.getCode() + "." : said;
    return nameHeld(error)
        ? LinkException.nameHeld(description)
        : new LinkException(
            !FINAL_CODES.contains(status.getCode()) && !cannotBeStored(error), description);
  }

  /** Only the refusal of another encoding says which one the source began with. */
  private static boolean nameHeld(Throwable error) {
    return says(
        error,
        info -> info.getReason().equals("INVALID_OPEN") && info.containsMetadata("encoding"));
  }

  /** SQLSTATE classes 22 (data exception) and 23 (integrity constraint): of what was sent. */
  private static boolean cannotBeStored(Throwable error) {
    return says(
        error,
        info ->
            info.getReason().equals("STORE_REFUSED")
                && info.getMetadataOrDefault("sqlstate", "").matches("2[23].*"));
  }

  private static boolean says(Throwable error, Predicate<ErrorInfo> what) {
    com.google.rpc.Status status = StatusProto.fromThrowable(error);
    return status != null
        && status.getDetailsList().stream()
            .filter(detail -> detail.is(ErrorInfo.class))
            .map(IngestLinkClient::errorInfo)
            .anyMatch(what);
  }

  private static ErrorInfo errorInfo(Any detail) {
    try {
      return detail.unpack(ErrorInfo.class);
    } catch (InvalidProtocolBufferException e) {
      return ErrorInfo.getDefaultInstance(); // a refusal that cannot be read is like any other
    }
  }
}
