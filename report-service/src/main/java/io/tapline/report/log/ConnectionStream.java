package io.tapline.report.log;

import io.tapline.flowlog.v1.AggregateConnectionsRequest;
import io.tapline.flowlog.v1.AggregateConnectionsResponse;
import io.tapline.flowlog.v1.Completeness;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.StreamConnectionsRequest;
import java.util.function.Consumer;

/**
 * The log read from one end to the other, or by groups. Calls block; threads may share it. They end
 * early when the gRPC context of the calling thread is cancelled, and refuse with flowlog's own
 * reason, or with {@code LOG_UNAVAILABLE} when it is away.
 */
public interface ConnectionStream {
  /**
   * Hands on connections one by one, no faster than they are taken. Ends early when the sink
   * throws.
   *
   * @return what they do not cover
   */
  Completeness stream(StreamConnectionsRequest request, Consumer<Connection> sink);

  /** Groups of connections. */
  AggregateConnectionsResponse aggregate(AggregateConnectionsRequest request);
}
