package io.tapline.flowlog.watch;

import io.grpc.stub.ServerCallStreamObserver;
import io.tapline.flowlog.Reason;
import io.tapline.flowlog.search.Cancellation;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Statuses;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * One watcher, answered on a thread of its own. A watcher that reads slowly holds the thread back;
 * one that is gone, or the end of the log, ends it.
 *
 * @param <T> a message to the watcher
 */
final class WatchCall<T> {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final ServerCallStreamObserver<T> caller;
  private final WatchConfig config;
  private final Cancellation cancellation = new Cancellation();

  /** Registers with the call; must be made where the call arrives. */
  WatchCall(ServerCallStreamObserver<T> caller, WatchConfig config) {
    this.caller = caller;
    this.config = config;
    caller.setOnCancelHandler(this::cancelled);
    caller.setOnReadyHandler(this::wake);
  }

  /**
   * Sends until the watcher is gone.
   *
   * @param feed opens what the watcher is sent
   */
  void run(Supplier<? extends Feed<T>> feed) {
    try {
      follow(feed.get());
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

  private void follow(Feed<T> feed) throws InterruptedException {
    Duration heartbeat = config.heartbeat();
    long sent = System.nanoTime() - heartbeat.toNanos();
    while (awaitReady()) {
      Feed.Part<T> part = feed.next(cancellation);
      boolean something = send(part, feed);
      boolean due = System.nanoTime() - sent >= heartbeat.toNanos();
      if (due && !something && awaitReady()) {
        caller.onNext(part.end());
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
  private boolean send(Feed.Part<T> part, Feed<T> feed) throws InterruptedException {
    for (T message : part.messages()) {
      if (!awaitReady()) {
        return true;
      }
      caller.onNext(message);
      feed.sent(message);
    }
    return !part.messages().isEmpty();
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
