package io.tapline.eventstore.relapse;

import io.micrometer.core.instrument.MeterRegistry;

/** What the clock decided. */
public final class RelapseMetrics {
  private final MeterRegistry registry;

  public RelapseMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** {@code tapline.eventstore.relapses}: relapses that the clock decided. */
  void relapsed(long relapses) {
    registry.counter("tapline.eventstore.relapses").increment((double) relapses);
  }

  /** {@code tapline.eventstore.relapse.failures}: looks that failed and are tried again. */
  void failed() {
    registry.counter("tapline.eventstore.relapse.failures").increment();
  }
}
