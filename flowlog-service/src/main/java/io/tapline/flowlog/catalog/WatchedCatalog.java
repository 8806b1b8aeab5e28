package io.tapline.flowlog.catalog;

import io.grpc.StatusRuntimeException;
import io.tapline.flowlog.Reason;
import io.tapline.flowlog.v1.WatchCommitsResponse;
import io.tapline.flowlog.watch.WatchMetrics;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.RefusalReason;
import io.tapline.rpc.grpc.Statuses;
import io.tapline.rpc.watch.WatchedService;

/** What the catalog says to its watchers. */
final class WatchedCatalog implements WatchedService<WatchCommitsResponse> {
  private final WatchMetrics metrics;

  WatchedCatalog(WatchMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public RefusalReason limit() {
    return Reason.WATCH_LIMIT;
  }

  @Override
  public Refusal stops(Throwable cause) {
    return new Refusal(Reason.STORE_UNAVAILABLE, "The catalog stops; ask again later.", cause);
  }

  @Override
  public StatusRuntimeException status(Throwable failure) {
    return Statuses.of(failure, Reason.INTERNAL);
  }

  @Override
  public void refused() {
    metrics.refused();
  }

  /** Commits are few; nothing counts them. */
  @Override
  public void sent(WatchCommitsResponse answer) {}
}
