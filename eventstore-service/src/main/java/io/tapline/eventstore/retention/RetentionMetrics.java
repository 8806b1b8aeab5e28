package io.tapline.eventstore.retention;

import io.micrometer.core.instrument.MeterRegistry;

/** What left the event store, by name. */
public final class RetentionMetrics {
  private final MeterRegistry registry;

  public RetentionMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** {@code tapline.eventstore.retention.events}, by reason: events deleted. */
  void events(String reason, long events) {
    registry
        .counter("tapline.eventstore.retention.events", "reason", reason)
        .increment((double) events);
  }

  /** {@code tapline.eventstore.retention.windows}: threshold windows deleted. */
  void windows(long windows) {
    registry.counter("tapline.eventstore.retention.windows").increment((double) windows);
  }

  /** {@code tapline.eventstore.retention.failures}: looks that failed and are tried again. */
  void failed() {
    registry.counter("tapline.eventstore.retention.failures").increment();
  }
}
