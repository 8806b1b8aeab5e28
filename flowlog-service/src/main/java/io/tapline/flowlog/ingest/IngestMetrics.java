package io.tapline.flowlog.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tapline.flowlog.FlowlogException.Reason;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What ingest did, by name. Frames and connections are counted when they are durable. */
public final class IngestMetrics {
  private final MeterRegistry registry;
  private final Timer checkpoints;
  private final Counter connections;
  private final Counter repeated;
  private final Counter evicted;
  private final Counter late;
  private final Counter clocks;
  private final Counter invalid;
  private final Counter refused;

  public IngestMetrics(MeterRegistry registry) {
    this.registry = registry;
    checkpoints = registry.timer("tapline.flowlog.checkpoints");
    connections = registry.counter("tapline.flowlog.connections");
    repeated = registry.counter("tapline.flowlog.frames.repeated");
    late = registry.counter("tapline.flowlog.frames.late");
    clocks = registry.counter("tapline.flowlog.clocks");
    evicted = registry.counter("tapline.flowlog.connections.evicted");
    invalid = registry.counter("tapline.flowlog.requests.invalid");
    refused = registry.counter("tapline.flowlog.sources.refused");
  }

  void committed(long tookNanos, int closedRows) {
    checkpoints.record(tookNanos, TimeUnit.NANOSECONDS);
    connections.increment(closedRows);
  }

  /** A commit that did not succeed, by reason: the store is away, or the source was taken over. */
  void commitFailed(Reason reason) {
    registry.counter("tapline.flowlog.checkpoint.failures", "reason", reason.name()).increment();
  }

  /** What the assembly has counted since it was asked for the last time. */
  void counted(SourceAssembly assembly) {
    add("tapline.flowlog.frames", "outcome", assembly.takeOutcomes());
    add("tapline.flowlog.decoder", "counter", assembly.takeCounters());
    evicted.increment((double) assembly.takeEvictions());
    late.increment((double) assembly.takeLateFrames());
  }

  private void add(String name, String tag, Map<String, Long> counts) {
    counts.forEach((value, count) -> registry.counter(name, tag, value).increment((double) count));
  }

  /** Frames that were sent again although they are counted. */
  void repeated(long frames) {
    repeated.increment((double) frames);
  }

  /** A source told its time while it was silent. */
  void clock() {
    clocks.increment();
  }

  void invalid() {
    invalid.increment();
  }

  /** No place for another source. */
  void refused() {
    refused.increment();
  }

  <T> void active(T workers, ToDoubleFunction<T> count) {
    Gauge.builder("tapline.flowlog.sources.active", workers, count).register(registry);
  }
}
