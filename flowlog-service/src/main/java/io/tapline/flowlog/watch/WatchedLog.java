package io.tapline.flowlog.watch;

import io.grpc.StatusRuntimeException;
import io.tapline.flowlog.Reason;
import io.tapline.flowlog.v1.WatchConnectionsResponse;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.RefusalReason;
import io.tapline.rpc.grpc.Statuses;
import io.tapline.rpc.watch.WatchedService;

/** What the connection log says to its watchers. */
final class WatchedLog implements WatchedService<WatchConnectionsResponse> {
  private final WatchMetrics metrics;

  WatchedLog(WatchMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public RefusalReason limit() {
    return Reason.WATCH_LIMIT;
  }

  @Override
  public Refusal stops(Throwable cause) {
    return new Refusal(Reason.STORE_UNAVAILABLE, "The connection log stops; resume later.", cause);
  }

  @Override
  public StatusRuntimeException status(Throwable failure) {
    return Statuses.of(failure, Reason.INTERNAL);
  }

  @Override
  public void refused() {
    metrics.refused();
  }

  @Override
  public void sent(WatchConnectionsResponse answer) {
    metrics.sent(answer.getConnectionsCount());
    metrics.skipped(answer.getSkippedConnections());
  }
}
