package io.tapline.eventstore.reporter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.Ideas;
import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.group.AbuseGroup;
import io.tapline.eventstore.group.FilterRuleMessages;
import io.tapline.eventstore.group.FilterStore;
import io.tapline.eventstore.group.GroupSettings;
import io.tapline.eventstore.group.GroupStore;
import io.tapline.eventstore.group.ReportFilter;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaLimits;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.IdeaParser;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.notify.Outbox;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.reporter.Reporter.Outcome;
import io.tapline.eventstore.v1.EventQuery;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A reporter on a PostgreSQL of its own, by a clock that a test sets: what is inserted and decided
 * gets the time of that clock instead of the database's. Periods are one hour.
 */
public final class ReportsOnPostgres implements AutoCloseable {
  /** The group that most tests use. */
  public static final String GROUP = "abuse@example.org";

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  public final StoreOnPostgres store = new StoreOnPostgres();
  public final FilterRuleMessages rules = new FilterRuleMessages(new QueryRequests(100));
  public final GroupStore groups = new GroupStore(store.pool);
  public final FilterStore filters = new FilterStore(store.pool, rules::query);
  public final ReportStore reports = new ReportStore(store.pool);
  public final List<ReportMail> mails = new CopyOnWriteArrayList<>();
  private final Random labels = new Random(1);
  private final IdeaParser parser = new IdeaParser(IdeaLimits.DEFAULT);

  /** Makes the next deliveries fail. */
  volatile boolean mailFails;

  public ReportsOnPostgres() throws IOException {
    store.execute(
        "SELECT eventstore.make_event_week(timestamptz '2026-02-23 12:00Z' + n * interval '7 days')"
            + " FROM generate_series(0, 9) n");
  }

  public Reporter reporter() {
    Reporter.Timing timing =
        new Reporter.Timing(
            new ReportSchedule(Duration.ofMinutes(10), Duration.ofDays(1)),
            Duration.ZERO,
            Arrays.stream(Severity.values())
                .collect(Collectors.toMap(one -> one, one -> StoreOnPostgres.TIMING)));
    return new Reporter(store.pool, filters, timing, delivery, store.clock, labels);
  }

  /** Remembers mails; sends them by the outbox while there is a channel for mail. */
  private final ReportDelivery delivery =
      new ReportDelivery() {
        private final ReportDelivery outbox = new OutboxDelivery(new Outbox("mail"), "mail");

        @Override
        public Uni<Boolean> isReady(SqlConnection transaction) {
          return outbox.isReady(transaction);
        }

        @Override
        public Uni<Void> deliver(SqlConnection transaction, ReportMail mail) {
          return outbox
              .deliver(transaction, mail)
              .invoke(
                  () -> {
                    if (mailFails) {
                      throw new IllegalStateException("no mail today");
                    }
                    mails.add(mail);
                  });
        }
      };

  ReporterLoop loop() {
    return loop(new SimpleMeterRegistry());
  }

  ReporterLoop loop(MeterRegistry registry) {
    return new ReporterLoop(
        store.pool,
        reporter(),
        new ReporterLoop.Limits(4, Duration.ofDays(400)),
        store.clock,
        new ReporterMetrics(registry));
  }

  /** Forgets everything. */
  public void clear() {
    store.execute(
        "TRUNCATE eventstore.event, eventstore.threshold, eventstore.abuse_group,"
            + " eventstore.report, eventstore.report_run, eventstore.channel, eventstore.notice"
            + " CASCADE");
    store.execute(
        "INSERT INTO eventstore.channel VALUES ('mail', 'MAIL', '', '', '{}', '', '', '', true,"
            + " '', 'LOW', '{}', null, '', 0, true)");
    store.inForce.forget();
    mails.clear();
    mailFails = false;
  }

  public void group(String name, GroupSettings settings, String... networks) {
    group(new AbuseGroup(name, false, ranges(networks), settings));
  }

  void group(AbuseGroup group) {
    StoreOnPostgres.await(groups.set(group));
  }

  static List<AddressRange> ranges(String... texts) {
    return Arrays.stream(texts).map(AddressRange::parse).toList();
  }

  void filter(String name, EventQuery rule) {
    filter(GROUP, name, rule);
  }

  void filter(String group, String name, EventQuery rule) {
    StoreOnPostgres.await(
        filters.set(
            new ReportFilter(group, name, false, null, null, rules.rule(rule), "", 0, null)));
  }

  ReportFilter filter(String name) {
    return filter(GROUP, name);
  }

  ReportFilter filter(String group, String name) {
    return StoreOnPostgres.await(filters.ofGroup(group)).stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Stores a scan of severity low at a time of 1 March 2026, such as {@code 00:05}. */
  void scan(String id, String time, String sources) {
    insert(id, "2026-03-01T" + time + ":00Z", json -> json, sources);
  }

  void insert(String id, String time, Function<String, String> change, String sources) {
    insert(Instant.parse(time), change.apply(Ideas.scan(id, time, "scan", "low", sources)));
  }

  /** Stores a message, by the clock. */
  public void insert(Instant time, String json) {
    store.clock.set(time);
    IdeaMessage idea = parser.parse(json);
    StoreOnPostgres.await(store.inserter.insert(List.of(idea)));
    insertedAt("event", "id", idea.id(), time);
    insertedAt("event_id", "id", idea.id(), time);
    insertedAt("event_address", "event_id", idea.id(), time);
    settle();
  }

  private void insertedAt(String table, String column, String id, Instant time) {
    store.execute(
        "UPDATE eventstore.%s SET insert_time = '%s' WHERE %s = '%s'"
            .formatted(table, time, column, id));
  }

  private void settle() {
    store.execute(
        "UPDATE eventstore.decision SET write_time = decide_time WHERE write_time > decide_time");
  }

  /** Decides the relapses that are due, by the clock. */
  void relapsesAt(String time) {
    store.relapsesAt("2026-03-01T" + time + ":00Z");
    settle();
  }

  /** The next window of severity low at a time of 1 March 2026. */
  Optional<Outcome> runAt(String time) {
    store.clock.set(Instant.parse("2026-03-01T" + time + ":00Z"));
    return reporter().runNext(GROUP, Severity.LOW);
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
