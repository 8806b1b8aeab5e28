package io.tapline.rpc.grpc;

import com.google.protobuf.Message;
import io.grpc.Attributes;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.tapline.rpc.auth.AuditLog;
import io.tapline.rpc.auth.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A call of an admitted caller, which is recorded once, when it ends. */
final class AuditedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
  private final Attributes attributes;
  private final Principal caller;
  private final String remote;
  private final AuditLog audit;
  private final Instant start = Instant.now();
  private final long startNanos = System.nanoTime();
  private final AtomicBoolean recorded = new AtomicBoolean();
  private volatile Map<String, String> asked = Map.of();

  AuditedCall(
      ServerCall<Q, A> call,
      Attributes attributes,
      Principal caller,
      String remote,
      AuditLog audit) {
    super(call);
    this.attributes = attributes;
    this.caller = caller;
    this.remote = remote;
    this.audit = audit;
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public void close(Status status, Metadata trailers) {
    record(status.getCode());
    super.close(status, trailers);
  }

  /** Sees the first message, and a client that goes away. */
  ServerCall.Listener<Q> listener(ServerCall.Listener<Q> listener) {
    return new SimpleForwardingServerCallListener<>(listener) {
      private boolean first = true;

      @Override
      public void onMessage(Q message) {
        if (first && message instanceof Message request) {
          asked = RequestSummary.of(request);
        }
        first = false;
        super.onMessage(message);
      }

      @Override
      public void onCancel() {
        record(Status.Code.CANCELLED);
        super.onCancel();
      }
    };
  }

  private void record(Status.Code code) {
    if (recorded.compareAndSet(false, true)) {
      audit.record(
          new AuditLog.Entry(
              start,
              "grpc",
              caller,
              remote,
              getMethodDescriptor().getFullMethodName(),
              code.name(),
              System.nanoTime() - startNanos,
              asked));
    }
  }
}
