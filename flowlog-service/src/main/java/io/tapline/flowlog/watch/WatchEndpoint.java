package io.tapline.flowlog.watch;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.tapline.flowlog.search.Cancellation;
import io.tapline.flowlog.search.ReadMaskMessages;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.ConnectionWatchServiceGrpc;
import io.tapline.flowlog.v1.WatchConnectionsRequest;
import io.tapline.flowlog.v1.WatchConnectionsResponse;
import io.tapline.rpc.watch.WatchFeed;
import io.tapline.rpc.watch.WatchLimits;
import io.tapline.rpc.watch.Watchers;
import jakarta.annotation.PreDestroy;
import java.util.function.UnaryOperator;

/**
 * The gRPC service of those who watch. Each watcher has a thread of the platform, since the query
 * engine would hold a virtual one to its carrier.
 */
@GrpcService
public class WatchEndpoint extends ConnectionWatchServiceGrpc.ConnectionWatchServiceImplBase {
  private final ConnectionFeed.Sources sources;
  private final WatchConfig config;
  private final WatchMetrics metrics;
  private final Watchers<WatchConnectionsResponse> watchers;

  public WatchEndpoint(ConnectionFeed.Sources sources, WatchConfig config, WatchMetrics metrics) {
    this.sources = sources;
    this.config = config;
    this.metrics = metrics;
    this.watchers =
        new Watchers<>(
            new WatchLimits(config.maxWatchers(), config.pause(), config.heartbeat()),
            new WatchedLog<>("The connection log stops; resume later.", metrics, this::count),
            Thread.ofPlatform().daemon().name("flowlog-watch-", 0).factory());
    metrics.watchers(watchers::connected);
  }

  @Override
  public void watchConnections(
      WatchConnectionsRequest request, StreamObserver<WatchConnectionsResponse> caller) {
    Cancellation cancellation = new Cancellation();
    watchers.answer(caller, cancellation::cancel, () -> feed(request, cancellation));
  }

  private WatchFeed<WatchConnectionsResponse> feed(
      WatchConnectionsRequest request, Cancellation cancellation) {
    ConnectionFeed.Wish wish =
        new ConnectionFeed.Wish(request.getFilter(), request.getUpdates(), config.maxBacklog());
    WatchPosition start =
        request.getResumeToken().isEmpty()
            ? WatchPosition.behind(sources.commits().end())
            : ResumeToken.read(request.getResumeToken());
    ConnectionFeed feed = new ConnectionFeed(sources, wish, start);
    UnaryOperator<Connection> reader = ReadMaskMessages.reader(request.getReadMask());
    return () -> WatchMessages.part(feed.next(cancellation), reader);
  }

  /** Watchers are told to resume later. */
  private void count(WatchConnectionsResponse answer) {
    metrics.sent(answer.getConnectionsCount());
    metrics.skipped(answer.getSkippedConnections());
  }

  @PreDestroy
  void close() {
    watchers.close();
  }
}
