package io.tapline.rpc.watch;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.tapline.rpc.Refusal;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/** Those who watch a service, each with a thread of its own. For any number of threads. */
public final class Watchers<A> implements AutoCloseable {
  private final WatchLimits limits;
  private final WatchedService<A> watched;
  private final ExecutorService threads;
  private final Semaphore free;

  /**
   * @param threads makes the thread of a watcher
   */
  public Watchers(WatchLimits limits, WatchedService<A> watched, ThreadFactory threads) {
    this.limits = limits;
    this.watched = watched;
    this.threads = Executors.newThreadPerTaskExecutor(threads);
    this.free = new Semaphore(limits.maxWatchers());
  }

  /** Watchers that are connected. */
  public int connected() {
    return limits.maxWatchers() - free.availablePermits();
  }

  /**
   * Answers a watcher until it is gone, or refuses it. Must be called where the call arrives;
   * returns at once.
   *
   * @param onGone told when the watcher goes, for a feed that can end early what it reads
   * @param feeds opens what the watcher is sent, on its thread
   */
  public void answer(StreamObserver<A> caller, Runnable onGone, Supplier<WatchFeed<A>> feeds) {
    if (!free.tryAcquire()) {
      watched.refused();
      caller.onError(watched.status(tooMany()));
      return;
    }
    WatchCall<A> call =
        new WatchCall<>((ServerCallStreamObserver<A>) caller, limits, watched, onGone);
    threads.execute(
        () -> {
          try {
            call.run(feeds);
          } finally {
            free.release();
          }
        });
  }

  private Refusal tooMany() {
    return new Refusal(
        watched.limit(),
        "There are %d watchers already.".formatted(limits.maxWatchers()),
        Map.of("limit", Integer.toString(limits.maxWatchers())));
  }

  /** Watchers are told that the service stops. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
