package io.tapline.flowlog.watch;

import io.grpc.stub.ServerCallStreamObserver;
import io.tapline.flowlog.Reason;
import io.tapline.flowlog.search.Cancellation;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.WatchConnectionsResponse;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Statuses;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One watcher, answered on a thread of its own. A watcher that reads slowly holds the thread back;
 * one that is gone, or the end of the log, ends it.
 */
final class WatchCall {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final ServerCallStreamObserver<WatchConnectionsResponse> caller;
  private final WatchConfig config;
  private final WatchMetrics metrics;
  private final Cancellation cancellation = new Cancellation();

  /** Registers with the call; must be made where the call arrives. */
  WatchCall(
      ServerCallStreamObserver<WatchConnectionsResponse> caller,
      WatchConfig config,
      WatchMetrics metrics) {
    this.caller = caller;
    this.config = config;
    this.metrics = metrics;
    caller.setOnCancelHandler(this::cancelled);
    caller.setOnReadyHandler(this::wake);
  }

  /** What the watcher is sent, and in which form. */
  record Watch(ConnectionFeed feed, UnaryOperator<Connection> reader) {}

  /**
   * Sends until the watcher is gone.
   *
   * @param watches opens the feed
   */
  void run(Supplier<Watch> watches) {
    try {
      follow(watches.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(stops(e));
    } catch (RuntimeException | Error e) { // whatever it is, the watcher gets a status
      fail(Thread.currentThread().isInterrupted() ? stops(e) : e);
    }
  }

  private static Refusal stops(Throwable cause) {
    return new Refusal(Reason.STORE_UNAVAILABLE, "The connection log stops; resume later.", cause);
  }

  private void follow(Watch watch) throws InterruptedException {
    Duration heartbeat = config.heartbeat();
    long sent = System.nanoTime() - heartbeat.toNanos();
    while (awaitReady()) {
      ConnectionFeed.Part part = watch.feed().next(cancellation);
      boolean something = send(part, watch.reader());
      boolean due = System.nanoTime() - sent >= heartbeat.toNanos();
      if (due && !something && awaitReady()) {
        caller.onNext(WatchMessages.token(part.end()));
      }
      if (due || something) {
        sent = System.nanoTime();
      }
      if (!part.full()) {
        rest();
      }
    }
  }

  /** False when there was nothing to send. */
  private boolean send(ConnectionFeed.Part part, UnaryOperator<Connection> reader)
      throws InterruptedException {
    boolean something = false;
    for (WatchConnectionsResponse response : WatchMessages.responses(part, reader)) {
      if (!awaitReady()) {
        return true;
      }
      caller.onNext(response);
      metrics.sent(response.getConnectionsCount());
      metrics.skipped(response.getSkippedConnections());
      something = true;
    }
    return something;
  }

  private synchronized boolean awaitReady() throws InterruptedException {
    while (!caller.isReady() && !cancellation.isCancelled()) {
      wait();
    }
    return !cancellation.isCancelled();
  }

  private synchronized void rest() throws InterruptedException {
    long end = System.nanoTime() + config.pause().toNanos();
    long left = config.pause().toNanos();
    while (left > 0 && !cancellation.isCancelled()) {
      wait(Math.ceilDiv(left, NANOS_PER_MILLI));
      left = end - System.nanoTime();
    }
  }

  private void fail(Throwable failure) {
    if (!cancellation.isCancelled()) {
      caller.onError(Statuses.of(failure, Reason.INTERNAL));
    }
  }

  private void cancelled() {
    cancellation.cancel();
    wake();
  }

  private synchronized void wake() {
    notifyAll();
  }
}
