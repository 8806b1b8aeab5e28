package io.tapline.flowlog.merge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What merging did, by name. */
public final class MergeMetrics {
  private final Counter merges;
  private final Counter parts;
  private final Counter rows;
  private final Counter failures;
  private final Counter postponed;

  public MergeMetrics(MeterRegistry registry) {
    merges = registry.counter("tapline.flowlog.merges");
    parts = registry.counter("tapline.flowlog.merge.parts");
    rows = registry.counter("tapline.flowlog.merge.rows");
    failures = registry.counter("tapline.flowlog.merge.failures");
    postponed = registry.counter("tapline.flowlog.merge.postponed");
  }

  void merged(int partCount, long rowCount) {
    merges.increment();
    parts.increment(partCount);
    rows.increment((double) rowCount);
  }

  void failed() {
    failures.increment();
  }

  /** Merging waited because a source was busy. */
  void postponed() {
    postponed.increment();
  }
}
