package io.tapline.report.schedule;

import io.tapline.report.schedule.RunStore.Plan;
import io.tapline.rpc.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * What each replica does again and again: keeps the leases of its runs, makes runs of what is due,
 * works on as many at a time as it may, and removes what is kept no longer.
 */
final class ScheduleRounds {
  private static final Logger LOG = Logger.getLogger(ScheduleRounds.class);

  private static final Duration BETWEEN_REMOVALS = Duration.ofMinutes(10);

  private final ScheduleDatabase database;
  private final RunStore runs;
  private final LeaseStore leases;
  private final RunWork work;
  private final Semaphore free;
  private final ScheduleMetrics metrics;
  private final InstantSource clock;
  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private volatile boolean ended = true;
  private volatile boolean stopping;
  private volatile String failure = "";
  private Instant nextRemoval = Instant.MIN;

  /** What rounds work with. */
  record Parts(ScheduleDatabase database, RunStore runs, LeaseStore leases, RunWork work) {}

  /**
   * @param concurrentRuns at a time, at most
   */
  ScheduleRounds(Parts parts, int concurrentRuns, ScheduleMetrics metrics, InstantSource clock) {
    this.database = parts.database();
    this.runs = parts.runs();
    this.leases = parts.leases();
    this.work = parts.work();
    this.free = new Semaphore(concurrentRuns);
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * One round. By one thread at a time; the same failure is logged once.
   *
   * @param running whether runs are made and worked on, and not only counted
   */
  void tick(boolean running) {
    try {
      round(running);
      failure = "";
    } catch (Refusal e) {
      failed(e, e.reason().name(), e.sentence());
    } catch (RuntimeException e) { // the next round tries again
      failed(e, "INTERNAL", e.toString());
    }
  }

  private void round(boolean running) {
    database.prepare();
    leases.keep(held);
    if (running) {
      plan();
      begin();
      remove();
    }
    metrics.looked(runs.counts());
  }

  private void plan() {
    while (runs.plan(metrics) == Plan.DONE) {
      leases.keep(held);
    }
  }

  private void begin() {
    while (free.tryAcquire()) {
      Optional<LeasedRun> leased = lease();
      if (leased.isEmpty()) {
        return;
      }
      begin(leased.get());
    }
  }

  /** Gives the place back where there is nothing to do. */
  private Optional<LeasedRun> lease() {
    Optional<LeasedRun> leased = Optional.empty();
    try {
      leased = leases.lease();
      return leased;
    } finally {
      if (leased.isEmpty()) {
        free.release();
      }
    }
  }

  private void begin(LeasedRun leased) {
    held.add(leased.lease());
    Thread.ofVirtual().name("schedule " + leased.run().schedule()).start(() -> run(leased));
  }

  private void run(LeasedRun leased) {
    try {
      work.run(leased);
    } catch (RuntimeException e) { // the run is taken up again when its lease has ended
      failed(e, e instanceof Refusal refusal ? refusal.reason().name() : "INTERNAL", e.toString());
    } finally {
      held.remove(leased.lease());
      ended = true;
      free.release();
    }
  }

  private void remove() {
    if (ended || clock.instant().isAfter(nextRemoval)) {
      ended = false;
      metrics.removed(runs.remove());
      nextRemoval = clock.instant().plus(BETWEEN_REMOVALS);
    }
  }

  private void failed(RuntimeException e, String reason, String sentence) {
    metrics.roundFailed(reason);
    if (!stopping && !sentence.equals(failure)) {
      LOG.errorf(e, "Schedules are tried again: %s", sentence);
    }
    failure = sentence;
  }

  /**
   * Gives the runs that are being worked on back: others take them up at once, and what is still
   * found here counts no more. After the last round.
   */
  void stop() {
    stopping = true;
    try {
      leases.release(held);
    } catch (Refusal e) { // the leases end by themselves
      LOG.warnf("Runs of schedules wait for the end of their lease: %s", e.sentence());
    }
  }

  /** For people: what is wrong; empty: nothing. */
  String failure() {
    return failure;
  }

  /** Runs that this replica works on. */
  int running() {
    return held.size();
  }
}
