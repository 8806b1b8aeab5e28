package io.tapline.report.log;

import io.tapline.flowlog.v1.Completeness;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.StreamConnectionsRequest;
import java.util.function.Consumer;

/** The log read from one end to the other. Calls block; threads may share it. */
@FunctionalInterface
public interface ConnectionStream {
  /**
   * Hands on connections one by one, no faster than they are taken. Ends early when the gRPC
   * context of the calling thread is cancelled, or the sink throws.
   *
   * @return what they do not cover
   * @throws io.tapline.rpc.Refusal with flowlog's own reason for a question that it refuses, {@code
   *     LOG_UNAVAILABLE} when it is away
   */
  Completeness stream(StreamConnectionsRequest request, Consumer<Connection> sink);
}
