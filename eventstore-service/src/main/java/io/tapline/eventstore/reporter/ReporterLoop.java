package io.tapline.eventstore.reporter;

import static io.tapline.eventstore.reporter.Blocking.await;

import io.tapline.eventstore.group.AbuseGroup;
import io.tapline.eventstore.group.GroupStore;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.loop.PeriodicLoop;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for windows that are due, group by group, most urgent severity first, and forgets what is
 * old. Any number of replicas may look at once. Calls block; not for event loop threads.
 */
public final class ReporterLoop {
  private static final List<Severity> MOST_URGENT_FIRST =
      List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.INFO);

  /** How long a run without a report is kept, and a window that was told after its end. */
  private static final Duration SHORT_KEEP = Duration.ofDays(7);

  private static final String FORGET_REPORTS =
      "DELETE FROM eventstore.report WHERE create_time < $1";
  private static final String FORGET_RUNS =
      """
      DELETE FROM eventstore.report_run WHERE run_time < $1
        OR (run_time < $2 AND result = 'SKIPPED_NO_EVENTS')""";
  private static final String FORGET_TOLD =
      """
      DELETE FROM eventstore.reported_window WHERE greatest(window_end, report_time) < $1""";

  /**
   * How much is done.
   *
   * @param windowsPerLook of a group and severity
   * @param keep of reports; zero: for ever
   */
  public record Limits(int windowsPerLook, Duration keep) {}

  private final Pool pool;
  private final GroupStore groups;
  private final Reporter reporter;
  private final Limits limits;
  private final Clock clock;
  private final ReporterMetrics metrics;

  public ReporterLoop(
      Pool pool, Reporter reporter, Limits limits, Clock clock, ReporterMetrics metrics) {
    this.pool = pool;
    this.groups = new GroupStore(pool);
    this.reporter = reporter;
    this.limits = limits;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** The background work; failures are counted where they happen. */
  PeriodicLoop.Work work() {
    return new PeriodicLoop.Work(
        "eventstore-reporter",
        this::look,
        metrics::failed,
        "Reports could not be made; they are made at the next look.");
  }

  /** Does the windows that are due. A group that fails keeps no other one from its reports. */
  public void look() {
    @Nullable RuntimeException failure = null;
    for (AbuseGroup group : await(groups.list())) {
      for (Severity severity : MOST_URGENT_FIRST) {
        try {
          look(group, severity);
        } catch (RuntimeException e) {
          failure = failure == null ? e : failure;
        }
      }
    }
    forget();
    if (failure != null) {
      throw failure;
    }
  }

  private void look(AbuseGroup group, Severity severity) {
    if (group.disabled() || !group.settings().reports(severity)) {
      return;
    }
    for (int i = 0; i < limits.windowsPerLook(); i++) {
      Optional<Reporter.Outcome> outcome = reporter.runNext(group.name(), severity);
      if (outcome.isEmpty()) {
        return;
      }
      count(severity, outcome.get());
    }
  }

  private void count(Severity severity, Reporter.Outcome outcome) {
    metrics.window(!outcome.reports().isEmpty());
    metrics.reports(severity, outcome.reports().size());
    metrics.omitted(outcome.omitted());
    metrics.messagesOmitted(
        outcome.reports().stream()
            .flatMap(report -> report.files().stream())
            .mapToLong(ReportFile::omitted)
            .sum());
  }

  private void forget() {
    Tuple recent = Tuple.of(ReportEvents.utc(clock.instant().minus(SHORT_KEEP)));
    await(pool.preparedQuery(FORGET_TOLD).execute(recent));
    boolean forEver = limits.keep().isZero();
    Duration keep = forEver ? Duration.ofDays(100_000) : limits.keep();
    Tuple old = Tuple.of(ReportEvents.utc(clock.instant().minus(keep)));
    await(pool.preparedQuery(FORGET_REPORTS).execute(old));
    await(pool.preparedQuery(FORGET_RUNS).execute(old.addValue(recent.getValue(0))));
  }
}
