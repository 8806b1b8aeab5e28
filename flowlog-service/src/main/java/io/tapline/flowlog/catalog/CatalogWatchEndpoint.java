package io.tapline.flowlog.catalog;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.tapline.flowlog.v1.CatalogWatchServiceGrpc;
import io.tapline.flowlog.v1.WatchCommitsRequest;
import io.tapline.flowlog.v1.WatchCommitsResponse;
import io.tapline.flowlog.watch.WatchConfig;
import io.tapline.flowlog.watch.WatchMetrics;
import io.tapline.flowlog.watch.Watchers;
import jakarta.annotation.PreDestroy;

/** The gRPC service of those who watch the catalog. */
@GrpcService
public class CatalogWatchEndpoint extends CatalogWatchServiceGrpc.CatalogWatchServiceImplBase {
  private final CatalogReader reader;
  private final Watchers watchers;

  public CatalogWatchEndpoint(CatalogReader reader, WatchConfig config, WatchMetrics metrics) {
    this.reader = reader;
    this.watchers = new Watchers(config, metrics);
  }

  @Override
  public void watchCommits(
      WatchCommitsRequest request, StreamObserver<WatchCommitsResponse> caller) {
    watchers.start(
        caller,
        () ->
            new CommitMessageFeed(
                reader, request.hasAfterCommitId() ? request.getAfterCommitId() : reader.latest()));
  }

  @PreDestroy
  void close() {
    watchers.close();
  }
}
