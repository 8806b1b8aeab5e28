package io.tapline.report.detect;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;

/** Counters of the detections. */
public final class DetectionMetrics {
  private final MeterRegistry registry;

  public DetectionMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** An event was handed to the event store. */
  void found(String detection, String outcome) {
    registry
        .counter("tapline.report.findings", "detection", detection, "outcome", outcome)
        .increment();
  }

  /** What it took to look at windows and to insert events, whatever came of it. */
  void took(String detection, long nanos) {
    registry
        .timer("tapline.report.looks", "detection", detection)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Findings whose event names no Community ID and no example, because there were too many. */
  void bare(int findings) {
    registry.counter("tapline.report.findings.bare").increment((double) findings);
  }

  /** An event was not made again because the store has it. */
  void repeated(String detection) {
    registry.counter("tapline.report.findings.repeated", "detection", detection).increment();
  }

  /** Something was seen that the operator does not want to be told of. */
  void suppressed(String detection) {
    registry.counter("tapline.report.findings.suppressed", "detection", detection).increment();
  }

  /** The file of suppressions could not be read. */
  void suppressionsFailed() {
    registry.counter("tapline.report.suppressions.failures").increment();
  }

  /** Changes waited because a source was busy. */
  void postponed() {
    registry.counter("tapline.report.runs.postponed").increment();
  }

  /** A round ended with an error that nobody expects. */
  void broken() {
    registry.counter("tapline.report.rounds.broken").increment();
  }

  /** The position in the log could not be read or written. */
  void stateFailed() {
    registry.counter("tapline.report.state.failures").increment();
  }

  /** A window had as many keys as are looked at, perhaps more. */
  void keysLimited(String detection) {
    registry.counter("tapline.report.keys.limited", "detection", detection).increment();
  }

  /** Windows that were looked at by themselves. */
  void looked(long windows) {
    registry.counter("tapline.report.windows").increment((double) windows);
  }

  /** A run ended early because the log or the event store was away. */
  void failed(String reason) {
    registry.counter("tapline.report.runs.failed", "reason", reason).increment();
  }

  /** Neighbouring changed spans were joined because there were too many. */
  void spansJoined() {
    registry.counter("tapline.report.spans.joined").increment();
  }
}
