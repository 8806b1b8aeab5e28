package io.tapline.eventstore.watch;

import io.grpc.stub.ServerCallStreamObserver;
import io.tapline.eventstore.Reason;
import io.tapline.eventstore.StoreFailures;
import io.tapline.eventstore.v1.WatchEventsResponse;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Statuses;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One watcher, answered on a thread of its own. A watcher that reads slowly holds the thread back;
 * one that is gone, or the end of the event store, ends it.
 */
final class WatchCall {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final ServerCallStreamObserver<WatchEventsResponse> caller;
  private final WatchConfig config;
  private final WatchMetrics metrics;
  private boolean gone;

  /** Registers with the call; must be made where the call arrives. */
  WatchCall(
      ServerCallStreamObserver<WatchEventsResponse> caller,
      WatchConfig config,
      WatchMetrics metrics) {
    this.caller = caller;
    this.config = config;
    this.metrics = metrics;
    caller.setOnCancelHandler(this::cancelled);
    caller.setOnReadyHandler(this::wake);
  }

  /**
   * Sends until the watcher is gone.
   *
   * @param feeds opens the feed
   * @param onRefused told why a call that goes wrong does so
   */
  void run(Supplier<EventFeed> feeds, Consumer<Throwable> onRefused) {
    try {
      follow(feeds.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(new Refusal(Reason.STORE_UNAVAILABLE, "the event store stops; resume later"), onRefused);
    } catch (RuntimeException | Error e) { // whatever it is, the watcher gets a status
      fail(e, onRefused);
    }
  }

  private void follow(EventFeed feed) throws InterruptedException {
    long sent = System.nanoTime() - config.heartbeat().toNanos();
    while (awaitReady()) {
      EventFeed.Part part = feed.next().await().atMost(PATIENCE);
      for (Watched one : part.changes()) {
        if (!awaitReady()) {
          return;
        }
        caller.onNext(WatchMessages.response(one));
        metrics.sent();
      }
      boolean due = System.nanoTime() - sent >= config.heartbeat().toNanos();
      if (due && part.changes().isEmpty()) {
        caller.onNext(WatchMessages.token(part.end()));
      }
      if (due || !part.changes().isEmpty()) {
        sent = System.nanoTime();
      }
      if (!part.full()) {
        rest();
      }
    }
  }

  private synchronized boolean awaitReady() throws InterruptedException {
    while (!caller.isReady() && !gone) {
      wait();
    }
    return !gone;
  }

  private synchronized void rest() throws InterruptedException {
    long end = System.nanoTime() + config.pause().toNanos();
    for (long left = config.pause().toNanos(); left > 0 && !gone; left = end - System.nanoTime()) {
      wait(Math.ceilDiv(left, NANOS_PER_MILLI));
    }
  }

  private void fail(Throwable failure, Consumer<Throwable> onRefused) {
    Throwable explained = StoreFailures.explain(failure);
    if (!isGone()) {
      onRefused.accept(explained);
      caller.onError(Statuses.of(explained, Reason.INTERNAL));
    }
  }

  private synchronized boolean isGone() {
    return gone;
  }

  private synchronized void cancelled() {
    gone = true;
    notifyAll();
  }

  private synchronized void wake() {
    notifyAll();
  }
}
