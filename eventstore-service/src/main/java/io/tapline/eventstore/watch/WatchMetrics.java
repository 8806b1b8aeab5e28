package io.tapline.eventstore.watch;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Who watches. */
public final class WatchMetrics {
  private final MeterRegistry registry;
  private final AtomicInteger watchers = new AtomicInteger();

  /** Registers {@code tapline.eventstore.watchers}: watchers that are connected. */
  public WatchMetrics(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("tapline.eventstore.watchers", watchers);
  }

  /** {@code tapline.eventstore.watchers.refused}: watchers that were too many. */
  void refused() {
    registry.counter("tapline.eventstore.watchers.refused").increment();
  }

  /** {@code tapline.eventstore.watched}: changes that were sent to watchers. */
  void sent() {
    registry.counter("tapline.eventstore.watched").increment();
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
