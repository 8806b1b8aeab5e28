package io.tapline.flowlog.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tapline.flowlog.assemble.TableBudget;
import io.tapline.flowlog.ingest.CheckpointCut.Counts;
import io.tapline.rpc.RefusalReason;
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
  private final Counter failed;

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
    failed = registry.counter("tapline.flowlog.workers.failed");
  }

  /**
   * A checkpoint is durable.
   *
   * @param costNanos time of threads that it took
   */
  void committed(long costNanos, Counts counts) {
    checkpoints.record(costNanos, TimeUnit.NANOSECONDS);
    connections.increment((double) counts.rows());
    add("tapline.flowlog.frames", "outcome", counts.outcomes());
    add("tapline.flowlog.decoder", "counter", counts.decoder());
    evicted.increment((double) counts.evictions());
    late.increment((double) counts.lateFrames());
  }

  /** A commit that did not succeed, by reason: the store is away, or the source was taken over. */
  void commitFailed(RefusalReason reason) {
    registry.counter("tapline.flowlog.checkpoint.failures", "reason", reason.name()).increment();
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

  /** A worker ended with what it did not expect. */
  void workerFailed() {
    failed.increment();
  }

  /** Memory of the tables of open connections, and its limit. */
  void tables(TableBudget memory) {
    Gauge.builder("tapline.flowlog.tables.memory", memory, TableBudget::usedBytes)
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("tapline.flowlog.tables.memory.limit", memory, TableBudget::limitBytes)
        .baseUnit("bytes")
        .register(registry);
  }

  <T> void active(T workers, ToDoubleFunction<T> count) {
    Gauge.builder("tapline.flowlog.sources.active", workers, count).register(registry);
  }
}
