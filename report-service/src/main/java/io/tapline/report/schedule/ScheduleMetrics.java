package io.tapline.report.schedule;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Counters of schedules. */
final class ScheduleMetrics {
  private final MeterRegistry registry;
  private volatile RunStore.Counts counts = new RunStore.Counts(0, 0);

  ScheduleMetrics(MeterRegistry registry) {
    this.registry = registry;
    gauge("tapline.report.schedules.waiting", ScheduleMetrics::waiting);
    gauge("tapline.report.schedules.failing", ScheduleMetrics::failing);
  }

  private void gauge(String name, ToDoubleFunction<ScheduleMetrics> value) {
    Gauge.builder(name, this, value).strongReference(true).register(registry);
  }

  /** Runs that are not over, as of the last look. */
  long waiting() {
    return counts.waiting();
  }

  /** Schedules whose last run that is over failed, as of the last look. */
  long failing() {
    return counts.failing();
  }

  void looked(RunStore.Counts found) {
    counts = found;
  }

  /** A run was added by the clock. */
  void planned(int missed) {
    registry.counter("tapline.report.schedules.planned").increment();
    registry.counter("tapline.report.schedules.missed").increment(missed);
  }

  /** A schedule is due whose content another version wrote; it is looked at again later. */
  void unreadable() {
    registry.counter("tapline.report.schedules.unreadable").increment();
  }

  /** An attempt is over. */
  void ended(String outcome) {
    registry.counter("tapline.report.schedules.runs", "outcome", outcome).increment();
  }

  /** A run was taken up whose replica did not end it. */
  void takenOver() {
    registry.counter("tapline.report.schedules.taken.over").increment();
  }

  /** An attempt came to its end when its lease had ended: what it found was not written. */
  void leaseLost() {
    registry.counter("tapline.report.schedules.leases.lost").increment();
  }

  void delivered(String way, boolean done) {
    registry
        .counter(
            "tapline.report.schedules.deliveries", "way", way, "outcome", done ? "done" : "failed")
        .increment();
  }

  /** Runs were removed by retention. */
  void removed(int runs) {
    registry.counter("tapline.report.schedules.removed").increment(runs);
  }

  /** A round ended early. */
  void roundFailed(String reason) {
    registry.counter("tapline.report.schedules.rounds.failed", "reason", reason).increment();
  }
}
