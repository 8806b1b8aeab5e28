package io.tapline.flowlog.hostcopy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** What became of host copies, by name. */
public final class HostCopyMetrics {
  private final MeterRegistry registry;
  private final Counter made;
  private final Counter failed;
  private final Counter used;
  private final Counter lost;
  private final Counter refused;
  private final Counter postponed;

  public HostCopyMetrics(MeterRegistry registry) {
    this.registry = registry;
    made = registry.counter("tapline.flowlog.host.copies.made");
    failed = registry.counter("tapline.flowlog.host.copies.failed");
    used = registry.counter("tapline.flowlog.host.copies.used");
    lost = registry.counter("tapline.flowlog.host.copies.lost");
    refused = registry.counter("tapline.flowlog.host.copies.refused");
    postponed = registry.counter("tapline.flowlog.host.copies.postponed");
  }

  void made() {
    made.increment();
  }

  /** It could not be made. */
  void failed() {
    failed.increment();
  }

  /** A question read it instead of its segment. */
  void used() {
    used.increment();
  }

  /** Somebody changed or deleted it, or it could not be read. */
  void lost() {
    lost.increment();
  }

  /** Not made, or not kept, because of a limit. */
  void refused() {
    refused.increment();
  }

  /** It waited half a second because a source was busy. */
  void postponed() {
    postponed.increment();
  }

  <T> void size(T copies, ToDoubleFunction<T> bytes) {
    Gauge.builder("tapline.flowlog.host.copies.size", copies, bytes)
        .baseUnit("bytes")
        .register(registry);
  }
}
