package io.tapline.capture.deliver;

import io.grpc.Channel;
import io.grpc.Status;
import io.tapline.capture.batch.Encoding;
import io.tapline.flowlog.v1.IngestServiceGrpc;
import io.tapline.rpc.Code;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Statuses;
import java.util.EnumSet;
import java.util.Set;

/** The way to the connection log over gRPC. */
public final class IngestLinkEndpoint implements IngestLink {
  /** The log said no to what was asked: asking again gets the same answer. */
  private static final Set<Code> FINAL_CODES =
      EnumSet.of(
          Code.INVALID_ARGUMENT,
          Code.FAILED_PRECONDITION,
          Code.PERMISSION_DENIED,
          Code.UNAUTHENTICATED,
          Code.OUT_OF_RANGE);

  private final IngestServiceGrpc.IngestServiceStub stub;

  public IngestLinkEndpoint(Channel channel) {
    this.stub = IngestServiceGrpc.newStub(channel);
  }

  @Override
  public IngestCall open(String sensor, String source, Encoding encoding) {
    IngestCallEndpoint call = new IngestCallEndpoint();
    var _ = stub.ingest(call);
    call.open(sensor, source, encoding);
    return call;
  }

  /** What a failure of the log, as its status says it, is to a deliverer. */
  static LinkException ended(Throwable error) {
    String said = Status.fromThrowable(error).getDescription();
    Refusal refusal = Statuses.refusal(error);
    return failure(
        refusal,
        said == null ? "The connection log answered " + refusal.reason().code() + "." : said);
  }

  /** What the log's refusal is to a deliverer, over gRPC and inside the process. */
  public static LinkException failure(Refusal refusal) {
    return failure(refusal, refusal.sentence());
  }

  private static LinkException failure(Refusal refusal, String sentence) {
    return nameHeld(refusal)
        ? LinkException.nameHeld(sentence)
        : new LinkException(
            !FINAL_CODES.contains(refusal.reason().code()) && !cannotBeStored(refusal), sentence);
  }

  /** Only the refusal of another encoding says which one the source began with. */
  private static boolean nameHeld(Refusal refusal) {
    return refusal.reason().name().equals("INVALID_OPEN")
        && refusal.details().containsKey("encoding");
  }

  /** SQLSTATE classes 22 (data exception) and 23 (integrity constraint): of what was sent. */
  private static boolean cannotBeStored(Refusal refusal) {
    return refusal.reason().name().equals("STORE_REFUSED")
        && refusal.details().getOrDefault("sqlstate", "").matches("2[23].*");
  }
}
