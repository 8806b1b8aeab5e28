package io.tapline.flowlog.watch;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.tapline.flowlog.Reason;
import io.tapline.flowlog.search.ReadMaskMessages;
import io.tapline.flowlog.v1.ConnectionWatchServiceGrpc;
import io.tapline.flowlog.v1.WatchConnectionsRequest;
import io.tapline.flowlog.v1.WatchConnectionsResponse;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Statuses;
import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The gRPC service of those who watch. Each watcher has a thread of the platform, since the query
 * engine would hold a virtual one to its carrier.
 */
@GrpcService
public class WatchEndpoint extends ConnectionWatchServiceGrpc.ConnectionWatchServiceImplBase {
  private final ConnectionFeed.Sources sources;
  private final WatchConfig config;
  private final WatchMetrics metrics;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform().daemon().name("flowlog-watch-", 0).factory());

  public WatchEndpoint(ConnectionFeed.Sources sources, WatchConfig config, WatchMetrics metrics) {
    this.sources = sources;
    this.config = config;
    this.metrics = metrics;
  }

  @Override
  public void watchConnections(
      WatchConnectionsRequest request, StreamObserver<WatchConnectionsResponse> caller) {
    if (!metrics.enter(config.maxWatchers())) {
      metrics.refused();
      caller.onError(Statuses.of(tooMany()));
      return;
    }
    WatchCall call =
        new WatchCall((ServerCallStreamObserver<WatchConnectionsResponse>) caller, config, metrics);
    threads.execute(
        () -> {
          try {
            call.run(() -> watch(request));
          } finally {
            metrics.leave();
          }
        });
  }

  private Refusal tooMany() {
    return new Refusal(
        Reason.WATCH_LIMIT,
        "There are %d watchers already.".formatted(config.maxWatchers()),
        Map.of("limit", Integer.toString(config.maxWatchers())));
  }

  private WatchCall.Watch watch(WatchConnectionsRequest request) {
    ConnectionFeed.Wish wish =
        new ConnectionFeed.Wish(request.getFilter(), request.getUpdates(), config.maxBacklog());
    WatchPosition start =
        request.getResumeToken().isEmpty()
            ? WatchPosition.behind(sources.commits().end())
            : ResumeToken.read(request.getResumeToken());
    return new WatchCall.Watch(
        new ConnectionFeed(sources, wish, start), ReadMaskMessages.reader(request.getReadMask()));
  }

  /** Watchers are told to resume later. */
  @PreDestroy
  void close() {
    threads.shutdownNow();
  }
}
