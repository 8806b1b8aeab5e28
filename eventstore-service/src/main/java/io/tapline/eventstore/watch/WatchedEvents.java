package io.tapline.eventstore.watch;

import io.grpc.StatusRuntimeException;
import io.tapline.eventstore.Reason;
import io.tapline.eventstore.call.EventstoreCall;
import io.tapline.eventstore.v1.WatchEventsResponse;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.RefusalReason;
import io.tapline.rpc.watch.WatchedService;

/** What the event store says to its watchers. */
final class WatchedEvents implements WatchedService<WatchEventsResponse> {
  private final EventstoreCall calls;
  private final WatchMetrics metrics;

  WatchedEvents(EventstoreCall calls, WatchMetrics metrics) {
    this.calls = calls;
    this.metrics = metrics;
  }

  @Override
  public RefusalReason limit() {
    return Reason.WATCH_LIMIT;
  }

  @Override
  public Refusal stops(Throwable cause) {
    return new Refusal(Reason.STORE_UNAVAILABLE, "the event store stops; resume later", cause);
  }

  @Override
  public StatusRuntimeException status(Throwable failure) {
    return calls.status(failure);
  }

  @Override
  public void refused() {
    metrics.refused();
  }

  @Override
  public void sent(WatchEventsResponse answer) {
    metrics.sent();
  }
}
