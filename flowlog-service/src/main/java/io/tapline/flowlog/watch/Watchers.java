package io.tapline.flowlog.watch;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.tapline.flowlog.Reason;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Statuses;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Those who watch one thing. Each has a thread of the platform, since the query engine would hold a
 * virtual one to its carrier. The metrics count the watchers of everything, against one limit.
 */
public final class Watchers implements AutoCloseable {
  private final WatchConfig config;
  private final WatchMetrics metrics;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform().daemon().name("flowlog-watch-", 0).factory());

  public Watchers(WatchConfig config, WatchMetrics metrics) {
    this.config = config;
    this.metrics = metrics;
  }

  /**
   * Called where the call arrives; returns at once.
   *
   * @param feed opened on the watcher's thread
   */
  public <T> void start(StreamObserver<T> caller, Supplier<? extends Feed<T>> feed) {
    if (!metrics.enter(config.maxWatchers())) {
      metrics.refused();
      caller.onError(Statuses.of(tooMany()));
      return;
    }
    WatchCall<T> call = new WatchCall<>((ServerCallStreamObserver<T>) caller, config);
    threads.execute(
        () -> {
          try {
            call.run(feed);
          } finally {
            metrics.leave();
          }
        });
  }

  private Refusal tooMany() {
    return new Refusal(
        Reason.WATCH_LIMIT,
        "There are %d watchers already.".formatted(config.maxWatchers()),
        Map.of("limit", Integer.toString(config.maxWatchers())));
  }

  /** Watchers are told to resume later. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
