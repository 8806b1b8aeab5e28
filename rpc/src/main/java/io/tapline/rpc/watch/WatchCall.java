package io.tapline.rpc.watch;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.function.Supplier;

/**
 * One watcher, answered on a thread of its own. A watcher that reads slowly holds the thread back;
 * one that is gone, or the end of the service, ends it.
 */
final class WatchCall<A> {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final ServerCallStreamObserver<A> caller;
  private final WatchLimits limits;
  private final WatchedService<A> watched;
  private final Runnable onGone;
  private boolean gone;

  /** Registers with the call; must be made where the call arrives. */
  WatchCall(
      ServerCallStreamObserver<A> caller,
      WatchLimits limits,
      WatchedService<A> watched,
      Runnable onGone) {
    this.caller = caller;
    this.limits = limits;
    this.watched = watched;
    this.onGone = onGone;
    caller.setOnCancelHandler(this::cancelled);
    caller.setOnReadyHandler(this::wake);
  }

  /** Sends until the watcher is gone. */
  void run(Supplier<WatchFeed<A>> feeds) {
    try {
      follow(feeds.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(watched.stops(e));
    } catch (RuntimeException | Error e) { // whatever it is, the watcher gets a status
      fail(Thread.currentThread().isInterrupted() ? watched.stops(e) : e);
    }
  }

  private void follow(WatchFeed<A> feed) throws InterruptedException {
    long heartbeat = limits.heartbeat().toNanos();
    long sent = System.nanoTime() - heartbeat;
    while (awaitReady()) {
      WatchPart<A> part = feed.next();
      boolean something = send(part.answers());
      boolean due = System.nanoTime() - sent >= heartbeat;
      if (due && !something && awaitReady()) {
        caller.onNext(part.token().get());
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
  private boolean send(Iterable<A> answers) throws InterruptedException {
    boolean something = false;
    for (A answer : answers) {
      if (!awaitReady()) {
        return true;
      }
      caller.onNext(answer);
      watched.sent(answer);
      something = true;
    }
    return something;
  }

  private synchronized boolean awaitReady() throws InterruptedException {
    while (!caller.isReady() && !gone) {
      wait();
    }
    return !gone;
  }

  private synchronized void rest() throws InterruptedException {
    long end = System.nanoTime() + limits.pause().toNanos();
    long left = limits.pause().toNanos();
    while (left > 0 && !gone) {
      wait(Math.ceilDiv(left, NANOS_PER_MILLI));
      left = end - System.nanoTime();
    }
  }

  private void fail(Throwable failure) {
    if (!isGone()) {
      caller.onError(watched.status(failure));
    }
  }

  private synchronized boolean isGone() {
    return gone;
  }

  /** In this order, so that a feed that ends early is no failure. */
  private void cancelled() {
    leave();
    onGone.run();
  }

  private synchronized void leave() {
    gone = true;
    notifyAll();
  }

  private synchronized void wake() {
    notifyAll();
  }
}
