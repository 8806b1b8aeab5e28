package io.tapline.flowlog.retention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tapline.flowlog.retention.DiskSpace.Space;
import io.tapline.flowlog.retention.RetentionPolicy.Reason;
import io.tapline.flowlog.retention.RetentionStore.Dropped;
import java.util.concurrent.atomic.AtomicLong;

/** What left the log, by name. */
public final class RetentionMetrics {
  private final MeterRegistry registry;
  private final Counter derived;
  private final Counter failures;
  private final AtomicLong freeBytes = new AtomicLong(-1);
  private final AtomicLong reserveBytes = new AtomicLong(-1);

  public RetentionMetrics(MeterRegistry registry) {
    this.registry = registry;
    derived = registry.counter("tapline.flowlog.retention.derived.bytes");
    failures = registry.counter("tapline.flowlog.retention.failures");
    gauge("tapline.flowlog.retention.free", freeBytes);
    gauge("tapline.flowlog.retention.reserve", reserveBytes);
  }

  /** -1 while it is not known. */
  private void gauge(String name, AtomicLong bytes) {
    Gauge.builder(name, bytes, AtomicLong::doubleValue).baseUnit("bytes").register(registry);
  }

  void dropped(Reason reason, Dropped dropped) {
    count("tapline.flowlog.retention.days", reason, 1);
    count("tapline.flowlog.retention.connections", reason, dropped.connections());
    count("tapline.flowlog.retention.bytes", reason, dropped.bytes());
  }

  private void count(String name, Reason reason, long amount) {
    registry.counter(name, "reason", reason.label()).increment((double) amount);
  }

  /** Cached segments and host copies were given up for free space. */
  void gaveUp(long bytes) {
    derived.increment((double) bytes);
  }

  void failed() {
    failures.increment();
  }

  void space(Space space, long reserved) {
    freeBytes.set(space.freeBytes());
    reserveBytes.set(reserved);
  }
}
