package io.tapline.flowlog.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Who watches the connection log. */
public final class WatchMetrics {
  private final AtomicInteger watchers = new AtomicInteger();
  private final Counter refused;
  private final Counter sent;
  private final Counter skipped;

  /** Registers {@code tapline.flowlog.watchers}: watchers that are connected. */
  public WatchMetrics(MeterRegistry registry) {
    registry.gauge("tapline.flowlog.watchers", watchers);
    refused =
        Counter.builder("tapline.flowlog.watchers.refused")
            .description("Watchers that were too many")
            .register(registry);
    sent =
        Counter.builder("tapline.flowlog.watched")
            .description("Connections that were sent to watchers")
            .register(registry);
    skipped =
        Counter.builder("tapline.flowlog.watch.skipped")
            .description("Connections that watchers were told they miss")
            .register(registry);
  }

  void refused() {
    refused.increment();
  }

  void sent(int connections) {
    sent.increment(connections);
  }

  void skipped(long connections) {
    skipped.increment((double) connections);
  }

  /** Counts a watcher in unless there are so many; false: it was not. */
  boolean enter(int most) {
    if (watchers.incrementAndGet() > most) {
      watchers.decrementAndGet();
      return false;
    }
    return true;
  }

  void leave() {
    watchers.decrementAndGet();
  }
}
