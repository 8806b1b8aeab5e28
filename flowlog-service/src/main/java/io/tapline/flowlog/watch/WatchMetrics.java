package io.tapline.flowlog.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** Who watches the connection log. */
public final class WatchMetrics {
  private final MeterRegistry registry;
  private final Counter refused;
  private final Counter sent;
  private final Counter skipped;

  public WatchMetrics(MeterRegistry registry) {
    this.registry = registry;
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

  /** {@code tapline.flowlog.watchers}: watchers that are connected. */
  void watchers(Supplier<Number> connected) {
    Gauge.builder("tapline.flowlog.watchers", connected).register(registry);
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
}
