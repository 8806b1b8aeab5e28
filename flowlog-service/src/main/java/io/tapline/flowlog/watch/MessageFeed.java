package io.tapline.flowlog.watch;

import io.tapline.flowlog.search.Cancellation;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.WatchConnectionsResponse;
import java.util.function.UnaryOperator;

/** Connections as messages, counted once they are sent. */
final class MessageFeed implements Feed<WatchConnectionsResponse> {
  private final ConnectionFeed connections;
  private final UnaryOperator<Connection> reader;
  private final WatchMetrics metrics;

  /**
   * @param reader leaves of each connection what is wanted
   */
  MessageFeed(ConnectionFeed connections, UnaryOperator<Connection> reader, WatchMetrics metrics) {
    this.connections = connections;
    this.reader = reader;
    this.metrics = metrics;
  }

  @Override
  public Part<WatchConnectionsResponse> next(Cancellation cancellation) {
    ConnectionFeed.Part part = connections.next(cancellation);
    return new Part<>(
        WatchMessages.responses(part, reader), WatchMessages.token(part.end()), part.full());
  }

  @Override
  public void sent(WatchConnectionsResponse message) {
    metrics.sent(message.getConnectionsCount());
    metrics.skipped(message.getSkippedConnections());
  }
}
