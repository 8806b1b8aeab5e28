package io.tapline.eventstore.relapse;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.loop.PeriodicLoop;
import io.tapline.eventstore.threshold.ThresholdStore;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Decides the relapses that are due, {@link #BATCH} keys in a transaction. Any number of replicas
 * may do so at once: each takes keys that no other has locked. Calls block; not for event loop
 * threads.
 */
public final class RelapseClock {
  /** Keys decided in one transaction, at most. */
  static final int BATCH = 500;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Pool pool;
  private final ThresholdStore thresholds;
  private final Clock clock;
  private final RelapseMetrics metrics;

  public RelapseClock(Pool pool, ThresholdStore thresholds, Clock clock, RelapseMetrics metrics) {
    this.pool = pool;
    this.thresholds = thresholds;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** The background work, failures counted. */
  PeriodicLoop.Work work() {
    return new PeriodicLoop.Work(
        "eventstore-relapse",
        this::decideDue,
        metrics::failed,
        "Relapses could not be decided; they are decided at the next run.");
  }

  /** Decides everything that is due by the clock. */
  public void decideDue() {
    while (decideBatch().looked() == BATCH) {}
  }

  private ThresholdStore.Due decideBatch() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Uni<ThresholdStore.Due> work =
        pool.withTransaction(transaction -> thresholds.decideDue(transaction, now, BATCH));
    ThresholdStore.Due due = work.await().atMost(PATIENCE);
    metrics.relapsed(due.relapsed());
    return due;
  }
}
