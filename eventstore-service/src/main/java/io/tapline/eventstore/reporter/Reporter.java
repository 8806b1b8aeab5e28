package io.tapline.eventstore.reporter;

import static io.tapline.eventstore.Reason.INVALID_INTERVAL;
import static io.tapline.eventstore.reporter.Blocking.await;

import io.tapline.eventstore.group.AbuseGroup;
import io.tapline.eventstore.group.EventFilters;
import io.tapline.eventstore.group.FilterStore;
import io.tapline.eventstore.group.GroupNetworks;
import io.tapline.eventstore.group.GroupStore;
import io.tapline.eventstore.group.ReportFilter;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.reporter.ReportEvents.Criteria;
import io.tapline.eventstore.reporter.WindowReview.Policy;
import io.tapline.eventstore.reporter.WindowReview.Reviewed;
import io.tapline.eventstore.threshold.ThresholdTiming;
import io.tapline.rpc.Refusal;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Does one window at a time, each in one transaction: events in, reports out, state moved on. Calls
 * block; not for event loop threads.
 */
public final class Reporter {
  private static final Duration LONGEST_AD_HOC = Duration.ofDays(400);

  /** When windows are. */
  public record Timing(
      ReportSchedule schedule, Duration settle, Map<Severity, ThresholdTiming> standard) {
    Duration period(AbuseGroup group, Severity severity) {
      ThresholdTiming ofSeverity = Objects.requireNonNull(standard.get(severity));
      return group.settings().timing(severity).over(ofSeverity).period();
    }
  }

  /**
   * A run and what it reported.
   *
   * @param omitted sources without an extra report that the group should have had
   */
  public record Outcome(ReportRun run, List<Report> reports, long omitted) {}

  private final Pool pool;
  private final FilterStore filters;
  private final Timing timing;
  private final ReportDelivery delivery;
  private final Clock clock;
  private final RandomGenerator random;

  public Reporter(
      Pool pool,
      FilterStore filters,
      Timing timing,
      ReportDelivery delivery,
      Clock clock,
      RandomGenerator random) {
    this.pool = pool;
    this.filters = filters;
    this.timing = timing;
    this.delivery = delivery;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Does the next window of a group and severity; nothing where it is too soon, where another
   * replica works on the group, or where the group wants no reports.
   */
  Optional<Outcome> runNext(String group, Severity severity) {
    return Blocking.transaction(
        pool,
        transaction -> {
          ReporterState state = new ReporterState(transaction, group);
          return state.lockGroup()
              ? runNext(transaction, state, await(GroupStore.get(transaction, group)), severity)
              : Optional.empty();
        });
  }

  private Optional<Outcome> runNext(
      SqlConnection transaction, ReporterState state, AbuseGroup group, Severity severity) {
    if (!group.settings().reports(severity)) {
      return Optional.empty();
    }
    Instant settled = earlier(state.settled(timing.settle()), clock.instant());
    @Nullable Instant done = state.doneUntil(severity);
    return timing
        .schedule()
        .next(done, settled, timing.period(group, severity))
        .map(window -> run(transaction, state, group, severity, window));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private Outcome run(
      SqlConnection transaction,
      ReporterState state,
      AbuseGroup group,
      Severity severity,
      ReportWindow window) {
    Criteria criteria = new Criteria(group.name(), severity, window, false);
    ToldWindows told = new ToldWindows();
    WindowReview review = review(transaction, group, told, true);
    new ReportEvents(transaction, criteria)
        .forEachBatch(
            batch -> {
              state.readTold(keys(batch), told);
              batch.forEach(review::review);
            });
    Outcome outcome = finish(transaction, group, criteria, review.result());
    state.tell(told.told(), outcome.run().runTime());
    state.advance(severity, window.end());
    return outcome;
  }

  private static Set<String> keys(List<ReportableEvent> events) {
    Set<String> keys = new TreeSet<>();
    for (ReportableEvent event : events) {
      for (AddressRange source : event.idea().source().addresses()) {
        keys.add(event.key(source));
      }
    }
    return keys;
  }

  private WindowReview review(
      SqlConnection transaction, AbuseGroup group, ToldWindows told, boolean thresholding) {
    GroupNetworks networks = await(GroupStore.networks(transaction)).relevantTo(group.name());
    List<ReportFilter> inForce =
        await(filters.ofGroup(transaction, group.name())).stream()
            .filter(filter -> filter.inForce(clock.instant()))
            .toList();
    Policy policy = new Policy(group.name(), networks, new EventFilters(inForce), thresholding);
    return new WindowReview(policy, told, new KeptMessages(group.settings().maxAttachmentBytes()));
  }

  /** Stores, sends and counts what was found. */
  private Outcome finish(
      SqlConnection transaction, AbuseGroup group, Criteria criteria, Reviewed reviewed) {
    Outcome outcome = make(transaction, group, criteria, reviewed);
    ReportWriter writer = new ReportWriter(transaction);
    writer.write(outcome.reports());
    writer.write(outcome.run());
    await(
        FilterStore.countHits(transaction, group.name(), outcome.run().runTime(), reviewed.hits()));
    outcome.reports().forEach(report -> send(transaction, report));
    return outcome;
  }

  private Outcome make(
      SqlConnection transaction, AbuseGroup group, Criteria criteria, Reviewed reviewed) {
    boolean canSend = await(delivery.isReady(transaction));
    ReportMaker.Occasion occasion =
        new ReportMaker.Occasion(group, criteria.severity(), criteria.window(), now(), canSend);
    ReportMaker maker = new ReportMaker(occasion, random);
    List<Report> reports = maker.make(reviewed);
    ReportRun run = ReportRun.of(occasion, reviewed.counts(), reports);
    return new Outcome(run, reports, maker.omitted(reviewed));
  }

  private void send(SqlConnection transaction, Report report) {
    if (!report.mailTo().isEmpty()) {
      ReportMail mail =
          new ReportMail(
              report.label(), report.mailTo(), report.subject(), report.text(), report.files());
      await(delivery.deliver(transaction, mail));
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * What an ad-hoc run is about.
   *
   * @param start null: one period before the end
   * @param end null: now
   * @param dryRun nothing is stored, sent or counted
   * @param test see {@link ReportEvents.Criteria#test}
   */
  public record AdHoc(
      String group,
      Severity severity,
      @Nullable Instant start,
      @Nullable Instant end,
      boolean dryRun,
      boolean test) {}

  /**
   * Reports at once, whatever was reported before, and moves no window. Fails with GROUP_NOT_FOUND
   * and INVALID_INTERVAL.
   */
  public Outcome runAdHoc(AdHoc question) {
    return Blocking.transaction(
        pool,
        transaction -> {
          AbuseGroup group = await(GroupStore.get(transaction, question.group()));
          Criteria criteria =
              new Criteria(
                  group.name(), question.severity(), window(question, group), question.test());
          WindowReview review = review(transaction, group, new ToldWindows(), false);
          new ReportEvents(transaction, criteria)
              .forEachBatch(batch -> batch.forEach(review::review));
          return question.dryRun()
              ? make(transaction, group, criteria, review.result())
              : finish(transaction, group, criteria, review.result());
        });
  }

  private ReportWindow window(AdHoc question, AbuseGroup group) {
    Instant end = Objects.requireNonNullElseGet(question.end(), this::now);
    Instant start =
        Objects.requireNonNullElseGet(
            question.start(), () -> end.minus(timing.period(group, question.severity())));
    if (!start.isBefore(end) || start.plus(LONGEST_AD_HOC).isBefore(end)) {
      throw Refusal.ofField(
          INVALID_INTERVAL,
          "interval",
          "interval must end after its start, and at most %d days after it"
              .formatted(LONGEST_AD_HOC.toDays()));
    }
    return new ReportWindow(start, end);
  }
}
