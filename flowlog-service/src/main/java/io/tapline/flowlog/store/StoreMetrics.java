package io.tapline.flowlog.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** What store and cache did, by name. */
public final class StoreMetrics {
  private final MeterRegistry registry;
  private final Counter hits;
  private final Counter misses;
  private final Counter evictions;
  private final Counter overLimit;
  private final Counter kept;
  private final Counter damaged;
  private final Counter corrupt;
  private final Counter retries;
  private final Counter gaveBack;

  public StoreMetrics(MeterRegistry registry) {
    this.registry = registry;
    hits = registry.counter("tapline.flowlog.cache.hits");
    misses = registry.counter("tapline.flowlog.cache.misses");
    evictions = registry.counter("tapline.flowlog.cache.evictions");
    overLimit = registry.counter("tapline.flowlog.cache.over.limit");
    kept = registry.counter("tapline.flowlog.cache.kept");
    damaged = registry.counter("tapline.flowlog.cache.damaged");
    corrupt = registry.counter("tapline.flowlog.segments.corrupt");
    retries = registry.counter("tapline.flowlog.snapshot.retries");
    gaveBack =
        Counter.builder("tapline.flowlog.tables.gave.back").baseUnit("bytes").register(registry);
  }

  void hits(int count) {
    hits.increment(count);
  }

  void misses(int count) {
    misses.increment(count);
  }

  void evicted() {
    evictions.increment();
  }

  /** Everything on disk is in use, and it is more than the limit. */
  void cacheOverLimit() {
    overLimit.increment();
  }

  /** A file of an earlier process had the right checksum. */
  void kept() {
    kept.increment();
  }

  /** A file on this disk was not what was registered, so it is fetched again. */
  void damaged() {
    damaged.increment();
  }

  void corrupt() {
    corrupt.increment();
  }

  /** A segment could not be had, so the question is asked again. */
  void retried() {
    retries.increment();
  }

  /** Space of tables that went back to the file system. */
  void gaveBack(long bytes) {
    gaveBack.increment((double) bytes);
  }

  <T> void cacheSize(T cache, ToDoubleFunction<T> bytes) {
    Gauge.builder("tapline.flowlog.cache.size", cache, bytes).baseUnit("bytes").register(registry);
  }
}
