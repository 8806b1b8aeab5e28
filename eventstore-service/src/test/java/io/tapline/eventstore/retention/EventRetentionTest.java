package io.tapline.eventstore.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.tapline.eventstore.Ideas;
import io.tapline.eventstore.PostgresResource;
import io.tapline.eventstore.loop.PeriodicLoop;
import io.tapline.eventstore.v1.EventServiceGrpc.EventServiceBlockingStub;
import io.tapline.eventstore.v1.InsertEventRequest;
import io.tapline.eventstore.v1.Outcome;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EventRetentionTest {
  private static final String LONG_AGO = "2019-03-01T12:00:00Z";

  // Injected before the first test.
  @SuppressWarnings("NullAway.Init")
  @GrpcClient("eventstore")
  EventServiceBlockingStub events;

  @Inject Pool pool;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private EventRetention retention(Duration age, long maxEvents) {
    return new EventRetention(
        pool, age, maxEvents, Clock.systemUTC(), new RetentionMetrics(registry));
  }

  private Outcome insert(String id, String eventClass) {
    String idea = Ideas.scan(id, LONG_AGO, eventClass, "low", "192.0.2.77");
    return events
        .insertEvent(InsertEventRequest.newBuilder().setIdeaJson(idea).build())
        .getEvent()
        .getDecision()
        .getOutcome();
  }

  private void insertedDaysAgo(String id, int days) {
    Instant time = Instant.now().truncatedTo(ChronoUnit.MICROS).minus(Duration.ofDays(days));
    execute("SELECT eventstore.make_event_week('%s')".formatted(time));
    move("event", "id", id, time);
    move("event_id", "id", id, time);
    move("event_address", "event_id", id, time);
  }

  private void move(String table, String key, String id, Instant time) {
    execute(
        "UPDATE eventstore.%s SET insert_time = '%s' WHERE %s = '%s'"
            .formatted(table, time, key, id));
  }

  private void execute(String sql) {
    pool.query(sql).executeAndAwait();
  }

  private long number(String sql) {
    return pool.query(sql).executeAndAwait().iterator().next().getLong(0);
  }

  private long present(String... ids) {
    return number(
        "SELECT count(*) FROM eventstore.event WHERE id IN ('%s')"
            .formatted(String.join("', '", List.of(ids))));
  }

  @Test
  void a_week_leaves_by_the_time_at_which_it_was_inserted_with_what_belongs_to_it() {
    String old = Ideas.unique("old");
    String imported = Ideas.unique("imported");
    insert(old, old);
    insert(imported, imported);
    insertedDaysAgo(old, 3000);
    retention(Duration.ofDays(2_000), 0).enforce();
    assertThat(present(old)).isZero();
    assertThat(present(imported)).isEqualTo(1);
    assertThat(number("SELECT count(*) FROM eventstore.decision WHERE event_id = '" + old + "'"))
        .isZero();
    for (String table : List.of("event_id WHERE id", "event_address WHERE event_id")) {
      assertThat(number("SELECT count(*) FROM eventstore." + table + " = '" + old + "'")).isZero();
    }
    assertThat(registry.counter("tapline.eventstore.retention.events", "reason", "age").count())
        .isEqualTo(1);
    assertThat(number("SELECT sum(events)::bigint FROM eventstore.retention WHERE reason = 'age'"))
        .isPositive();
  }

  @Test
  void a_week_that_is_due_in_part_stays_whole() {
    String event = Ideas.unique("part");
    insert(event, event);
    insertedDaysAgo(event, 1000);
    retention(Duration.ofDays(1_000), 0).enforce();
    assertThat(present(event)).isEqualTo(1);
    retention(Duration.ofDays(993), 0).enforce();
    assertThat(present(event)).isZero();
  }

  @Test
  void tables_of_weeks_to_come_are_made() {
    retention(Duration.ZERO, 0).enforce();
    assertThat(
            number(
                """
                SELECT count(*) FROM generate_series(0, 4) n WHERE to_regclass('eventstore.event_'
                  || to_char(date_trunc('week', now() at time zone 'UTC') + n * interval '7 days',
                    'YYYYMMDD')) IS NOT NULL"""))
        .isEqualTo(5);
  }

  @Test
  void beyond_the_limit_the_oldest_leave() {
    String first = Ideas.unique("first");
    String second = Ideas.unique("second");
    insert(first, first);
    insert(second, second);
    insertedDaysAgo(first, 1900);
    insertedDaysAgo(second, 1800);
    long all = number("SELECT count(*) FROM eventstore.event");
    retention(Duration.ZERO, all - 1).enforce();
    assertThat(present(first)).isZero();
    assertThat(present(second)).isEqualTo(1);
    assertThat(number("SELECT count(*) FROM eventstore.event")).isEqualTo(all - 1);
  }

  @Test
  void a_window_of_an_old_capture_is_kept_while_it_is_in_use_and_forgotten_afterwards() {
    String scan = Ideas.unique("window");
    assertThat(insert(Ideas.unique("event"), scan)).isEqualTo(Outcome.OUTCOME_NEW);
    retention(Duration.ofDays(400), 0).enforce();
    assertThat(insert(Ideas.unique("event"), scan)).isEqualTo(Outcome.OUTCOME_THRESHOLDED);
    execute("ALTER TABLE eventstore.threshold DISABLE TRIGGER threshold_is_touched");
    execute(
        "UPDATE eventstore.threshold SET touch_time = now() - interval '500 days' WHERE key LIKE '"
            + scan
            + "%'");
    execute("ALTER TABLE eventstore.threshold ENABLE TRIGGER threshold_is_touched");
    retention(Duration.ofDays(400), 0).enforce();
    assertThat(insert(Ideas.unique("event"), scan)).isEqualTo(Outcome.OUTCOME_NEW);
    assertThat(registry.counter("tapline.eventstore.retention.windows").count()).isPositive();
  }

  @Test
  void another_replica_that_is_at_it_is_left_alone() {
    String old = Ideas.unique("old");
    insert(old, old);
    insertedDaysAgo(old, 3000);
    pool.withTransaction(
            connection ->
                connection
                    .query("SELECT pg_advisory_xact_lock(" + EventRetention.LOCK + ")")
                    .execute()
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .invoke(() -> retention(Duration.ofDays(2_000), 0).enforce()))
        .await()
        .atMost(Duration.ofSeconds(20));
    assertThat(present(old)).isEqualTo(1);
    retention(Duration.ofDays(2_000), 0).enforce();
    assertThat(present(old)).isZero();
  }

  @Test
  void a_failure_is_counted_and_the_next_look_goes_on() {
    RetentionMetrics metrics = new RetentionMetrics(registry);
    Duration beforeAllTime = Duration.ofSeconds(Long.MAX_VALUE);
    EventRetention failing = new EventRetention(pool, beforeAllTime, 0, Clock.systemUTC(), metrics);
    try (PeriodicLoop loop = new PeriodicLoop(failing.work(), Duration.ofMinutes(1))) {
      loop.doWork();
    }
    assertThat(registry.counter("tapline.eventstore.retention.failures").count()).isEqualTo(1);
  }
}
