package io.tapline.flowlog.watch;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.tapline.flowlog.search.ReadMaskMessages;
import io.tapline.flowlog.v1.ConnectionWatchServiceGrpc;
import io.tapline.flowlog.v1.WatchConnectionsRequest;
import io.tapline.flowlog.v1.WatchConnectionsResponse;
import jakarta.annotation.PreDestroy;

/** The gRPC service of those who watch connections. */
@GrpcService
public class WatchEndpoint extends ConnectionWatchServiceGrpc.ConnectionWatchServiceImplBase {
  private final ConnectionFeed.Sources sources;
  private final WatchConfig config;
  private final WatchMetrics metrics;
  private final Watchers watchers;

  public WatchEndpoint(ConnectionFeed.Sources sources, WatchConfig config, WatchMetrics metrics) {
    this.sources = sources;
    this.config = config;
    this.metrics = metrics;
    this.watchers = new Watchers(config, metrics);
  }

  @Override
  public void watchConnections(
      WatchConnectionsRequest request, StreamObserver<WatchConnectionsResponse> caller) {
    watchers.start(caller, () -> feed(request));
  }

  private MessageFeed feed(WatchConnectionsRequest request) {
    ConnectionFeed.Wish wish =
        new ConnectionFeed.Wish(request.getFilter(), request.getUpdates(), config.maxBacklog());
    WatchPosition start =
        request.getResumeToken().isEmpty()
            ? WatchPosition.behind(sources.commits().end())
            : ResumeToken.read(request.getResumeToken());
    return new MessageFeed(
        new ConnectionFeed(sources, wish, start),
        ReadMaskMessages.reader(request.getReadMask()),
        metrics);
  }

  @PreDestroy
  void close() {
    watchers.close();
  }
}
