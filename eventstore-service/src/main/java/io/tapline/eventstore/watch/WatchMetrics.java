package io.tapline.eventstore.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** Who watches. */
public final class WatchMetrics {
  private final MeterRegistry registry;

  public WatchMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** {@code tapline.eventstore.watchers}: watchers that are connected. */
  void watchers(Supplier<Number> connected) {
    Gauge.builder("tapline.eventstore.watchers", connected).register(registry);
  }

  /** {@code tapline.eventstore.watchers.refused}: watchers that were too many. */
  void refused() {
    registry.counter("tapline.eventstore.watchers.refused").increment();
  }

  /** {@code tapline.eventstore.watched}: changes that were sent to watchers. */
  void sent() {
    registry.counter("tapline.eventstore.watched").increment();
  }
}
