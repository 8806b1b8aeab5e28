package io.tapline.flowlog.catalog;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.tapline.flowlog.v1.CatalogWatchServiceGrpc;
import io.tapline.flowlog.v1.WatchCommitsRequest;
import io.tapline.flowlog.v1.WatchCommitsResponse;
import io.tapline.flowlog.watch.WatchConfig;
import io.tapline.flowlog.watch.WatchMetrics;
import io.tapline.flowlog.watch.WatchedLog;
import io.tapline.rpc.watch.WatchLimits;
import io.tapline.rpc.watch.Watchers;
import jakarta.annotation.PreDestroy;

/** The gRPC service of those who watch the catalog. */
@GrpcService
public class CatalogWatchEndpoint extends CatalogWatchServiceGrpc.CatalogWatchServiceImplBase {
  private final CatalogReader reader;
  private final Watchers<WatchCommitsResponse> watchers;

  public CatalogWatchEndpoint(CatalogReader reader, WatchConfig config, WatchMetrics metrics) {
    this.reader = reader;
    this.watchers =
        new Watchers<>(
            new WatchLimits(config.maxWatchers(), config.pause(), config.heartbeat()),
            new WatchedLog<>(
                "The catalog stops; ask again later.", metrics, few -> {}), // nothing counts them
            Thread.ofPlatform().daemon().name("catalog-watch-", 0).factory());
  }

  @Override
  public void watchCommits(
      WatchCommitsRequest request, StreamObserver<WatchCommitsResponse> caller) {
    watchers.answer(
        caller,
        () -> {}, // what a feed reads is short
        () ->
            new CommitMessageFeed(
                reader, request.hasAfterCommitId() ? request.getAfterCommitId() : reader.latest()));
  }

  @PreDestroy
  void close() {
    watchers.close();
  }
}
