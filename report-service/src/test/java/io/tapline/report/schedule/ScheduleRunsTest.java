package io.tapline.report.schedule;

import static io.tapline.report.schedule.SchedulesOnPostgres.MAX_ATTEMPTS;
import static io.tapline.report.schedule.SchedulesOnPostgres.hourly;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.report.Reason;
import io.tapline.report.document.ReportAnswer;
import io.tapline.report.log.Span;
import io.tapline.report.v1.RunRetention;
import io.tapline.rpc.Refusal;
import io.tapline.testing.Await;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScheduleRunsTest {
  private final SchedulesOnPostgres tapline = new SchedulesOnPostgres();

  @AfterEach
  void close() {
    tapline.close();
  }

  private void missHours(String schedule, int hours) throws SQLException {
    tapline.execute(
        "UPDATE report.schedule SET next_time = date_trunc('hour', now()) - interval '%d hours' WHERE name = '%s'"
            .formatted(hours, schedule));
  }

  /** Rounds of one replica until nothing waits. */
  private void runAll(ScheduleRounds rounds) {
    Await.until(
        "all runs are over",
        () -> {
          rounds.tick(true);
          return tapline.allRuns();
        },
        runs -> !runs.isEmpty() && runs.stream().allMatch(run -> run.end() != null));
  }

  @Test
  void what_was_missed_is_caught_up_once_and_about_the_time_before_it_was_due() throws Exception {
    tapline.create(hourly("night"));
    missHours("night", 5);
    runAll(tapline.rounds());
    Run run = tapline.allRuns().getFirst();
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    assertThat(tapline.allRuns()).hasSize(1);
    assertThat(run.missed()).as("or one more, where an hour has just begun").isBetween(5, 6);
    assertThat(run.state()).isEqualTo(Run.State.SUCCEEDED);
    assertThat(List.of(run.due(), run.due().plus(1, ChronoUnit.HOURS))).contains(hour);
    Instant midnight = run.due().truncatedTo(ChronoUnit.DAYS);
    assertThat(tapline.asked)
        .containsExactly(new Span(midnight.minus(1, ChronoUnit.DAYS), midnight));
    assertThat(tapline.schedules.get("night").next()).isAfter(run.due());
    assertThat(tapline.count("missed")).isEqualTo(run.missed());
    assertThat(tapline.count("planned")).isEqualTo(1);
  }

  @Test
  void of_many_replicas_one_makes_a_run_and_one_works_on_it() throws Exception {
    List<ScheduleRounds> replicas = Stream.generate(tapline::rounds).limit(4).toList();
    for (int i = 0; i < 4; i++) {
      tapline.create(hourly("s" + i));
      missHours("s" + i, 3);
    }
    List<Thread> threads =
        replicas.stream().map(replica -> Thread.ofVirtual().start(() -> runAll(replica))).toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(tapline.allRuns()).hasSize(4).allMatch(run -> run.attempts() == 1);
    assertThat(tapline.asked).hasSize(4);
    assertThat(tapline.parcels).hasSize(8);
    assertThat(tapline.count("runs", "outcome", "succeeded")).isEqualTo(4);
    assertThat(tapline.count("leases.lost")).isZero();
  }

  @Test
  void a_run_whose_replica_crashed_is_taken_up_when_its_lease_has_ended() throws Exception {
    tapline.create(hourly("crash"));
    Run asked = tapline.runs.request("crash");
    LeasedRun crashed = tapline.leases.lease().orElseThrow();
    assertThat(crashed.run().id()).isEqualTo(asked.id());
    assertThat(tapline.leases.lease()).as("while the lease lasts").isEmpty();
    tapline.endLeases();
    LeasedRun again = tapline.leases.lease().orElseThrow();
    assertThat(again.takenOver()).isTrue();
    assertThat(again.run().attempts()).isEqualTo(2);
    assertThat(tapline.leases.succeeded(crashed)).as("the crashed one still writes").isFalse();
    tapline.work().run(again);
    assertThat(tapline.runs.get(asked.id()).state()).isEqualTo(Run.State.SUCCEEDED);
    assertThat(tapline.count("taken.over")).isEqualTo(1);
  }

  @Test
  void an_attempt_that_ends_after_its_lease_delivers_and_changes_nothing() throws Exception {
    tapline.create(hourly("late"));
    Run asked = tapline.runs.request("late");
    LeasedRun late = tapline.leases.lease().orElseThrow();
    tapline.endLeases();
    LeasedRun other = tapline.leases.lease().orElseThrow();
    tapline.work().run(late);
    assertThat(tapline.parcels).isEmpty();
    assertThat(tapline.count("leases.lost")).isEqualTo(1);
    tapline.work().run(other);
    assertThat(tapline.parcels).hasSize(2);
    assertThat(tapline.runs.get(asked.id()).state()).isEqualTo(Run.State.SUCCEEDED);
  }

  @Test
  void a_run_that_takes_longer_than_a_lease_is_kept_by_its_rounds() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Reporter quick = tapline.reporter;
    tapline.reporter =
        (report, span) -> {
          awaitQuietly(release);
          return quick.ask(report, span);
        };
    tapline.create(hourly("slow"));
    Run asked = tapline.runs.request("slow");
    ScheduleRounds owner = tapline.rounds();
    owner.tick(true);
    tapline.endLeases();
    owner.tick(true);
    assertThat(tapline.leases.lease()).as("it was kept in time").isEmpty();
    assertThat(owner.running()).isEqualTo(1);
    release.countDown();
    Await.until(() -> tapline.runs.get(asked.id()).state() == Run.State.SUCCEEDED);
    assertThat(tapline.asked).hasSize(1);
  }

  @Test
  void a_replica_that_stops_gives_its_runs_back_and_what_it_still_finds_counts_no_more() {
    CountDownLatch release = new CountDownLatch(1);
    Reporter quick = tapline.reporter;
    tapline.reporter =
        (report, span) -> {
          awaitQuietly(release);
          return quick.ask(report, span);
        };
    tapline.create(hourly("moved"));
    Run asked = tapline.runs.request("moved");
    ScheduleRounds first = tapline.rounds();
    first.tick(true);
    first.stop();
    assertThat(tapline.runs.get(asked.id()).attempts()).isZero();
    tapline.reporter = quick;
    runAll(tapline.rounds());
    release.countDown();
    Await.until(() -> tapline.count("leases.lost") == 1);
    assertThat(tapline.parcels).hasSize(2);
    assertThat(tapline.runs.get(asked.id()).attempts()).isEqualTo(1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_failure_is_recorded_and_tried_again_until_the_attempts_are_used_up() {
    tapline.reporter =
        (report, span) -> {
          throw new Refusal(Reason.LOG_UNAVAILABLE, "The connection log cannot be reached.");
        };
    tapline.create(hourly("away"));
    Run asked = tapline.runs.request("away");
    ScheduleRounds rounds = tapline.rounds();
    runAll(rounds);
    Run run = tapline.runs.get(asked.id());
    assertThat(run.state()).isEqualTo(Run.State.FAILED);
    assertThat(run.attempts()).isEqualTo(MAX_ATTEMPTS);
    assertThat(run.lastError()).isEqualTo("LOG_UNAVAILABLE: The connection log cannot be reached.");
    assertThat(tapline.count("runs", "outcome", "retried")).isEqualTo(MAX_ATTEMPTS - 1);
    assertThat(tapline.count("runs", "outcome", "failed")).isEqualTo(1);
    rounds.tick(true);
    assertThat(tapline.metrics.failing()).isEqualTo(1);
    assertThat(tapline.registry.get("tapline.report.schedules.failing").gauge().value())
        .isEqualTo(1);
  }

  @Test
  void what_would_fail_again_is_not_tried_again() {
    tapline.reporter =
        (report, span) -> {
          throw new Refusal(Reason.INVALID_PARAMETER, "No such column.");
        };
    tapline.create(hourly("wrong"));
    tapline.runs.request("wrong");
    runAll(tapline.rounds());
    assertThat(tapline.allRuns())
        .singleElement()
        .matches(run -> run.state() == Run.State.FAILED && run.attempts() == 1);
  }

  @Test
  void a_document_over_the_limit_makes_its_run_fail() {
    String large = "x".repeat(SchedulesOnPostgres.MAX_DOCUMENT_BYTES);
    tapline.reporter =
        (report, span) ->
            new ReportAnswer("top", span, List.of("a"), List.of(), List.of(large), "{}");
    tapline.create(hourly("large"));
    tapline.runs.request("large");
    runAll(tapline.rounds());
    assertThat(tapline.allRuns().getFirst().lastError()).startsWith("DOCUMENT_LIMIT: ");
    assertThat(tapline.parcels).isEmpty();
  }

  @Test
  void a_delivery_that_failed_is_repeated_with_the_same_document_and_those_before_it_are_not() {
    AtomicInteger calls = new AtomicInteger();
    tapline.courier =
        (parcel, to) -> {
          if (calls.incrementAndGet() == 2) {
            throw new Refusal(Reason.DELIVERY_FAILED, "The disk is full.");
          }
          tapline.parcels.add(parcel);
        };
    tapline.create(hourly("full"));
    Run asked = tapline.runs.request("full");
    runAll(tapline.rounds());
    Run run = tapline.runs.get(asked.id());
    assertThat(run.state()).isEqualTo(Run.State.SUCCEEDED);
    assertThat(run.delivered()).isEqualTo(2);
    assertThat(run.lastError()).isEmpty();
    assertThat(tapline.asked).hasSize(1);
    assertThat(tapline.parcels)
        .extracting(Courier.Parcel::key)
        .containsExactly(
            "report-run-%d-0".formatted(run.id()), "report-run-%d-1".formatted(run.id()));
    assertThat(tapline.count("deliveries", "way", "folder", "outcome", "failed")).isEqualTo(1);
    assertThat(tapline.count("deliveries", "way", "folder", "outcome", "done")).isEqualTo(2);
  }

  @Test
  void a_run_that_ends_its_replica_each_time_is_given_up() throws Exception {
    tapline.create(hourly("poison"));
    Run asked = tapline.runs.request("poison");
    tapline.execute(
        "UPDATE report.run SET state = 'RUNNING', attempts = %d, lease = 'x', lease_until = now() - interval '1 s'"
            .formatted(MAX_ATTEMPTS));
    runAll(tapline.rounds());
    assertThat(tapline.runs.get(asked.id()).lastError()).startsWith("RUN_ABANDONED: ");
    assertThat(tapline.asked).isEmpty();
  }

  @Test
  void the_latest_runs_are_kept_and_none_beyond_their_age() throws Exception {
    tapline.create(
        hourly("kept")
            .setRetention(
                RunRetention.newBuilder()
                    .setMaxRuns(2)
                    .setMaxAge(com.google.protobuf.Duration.newBuilder().setSeconds(86_400))));
    ScheduleRounds rounds = tapline.rounds();
    for (int i = 0; i < 4; i++) {
      tapline.runs.request("kept");
      runAll(rounds);
    }
    rounds.tick(true);
    assertThat(tapline.allRuns()).hasSize(2);
    assertThat(tapline.count("removed")).isEqualTo(2);
    tapline.execute("UPDATE report.run SET due_time = due_time - interval '2 days'");
    assertThat(tapline.runs.remove()).isEqualTo(2);
  }

  @Test
  void a_disabled_schedule_is_not_due_and_misses_nothing() throws Exception {
    tapline.create(hourly("off"));
    tapline.schedules.update(ScheduleMessages.schedule(hourly("off").setDisabled(true).build()));
    assertThat(tapline.schedules.get("off").next()).isNull();
    tapline.rounds().tick(true);
    assertThat(tapline.allRuns()).isEmpty();
    tapline.schedules.update(ScheduleMessages.schedule(hourly("off").build()));
    assertThat(tapline.schedules.get("off").next())
        .isAfter(Instant.now().minus(Duration.ofMinutes(1)));
  }

  @Test
  void a_change_of_anything_but_the_times_leaves_what_is_due() throws Exception {
    tapline.create(hourly("due"));
    missHours("due", 2);
    Instant due = tapline.schedules.get("due").next();
    tapline.schedules.update(ScheduleMessages.schedule(hourly("due").clearDeliveries().build()));
    assertThat(tapline.schedules.get("due").next()).isEqualTo(due);
    tapline.schedules.update(ScheduleMessages.schedule(hourly("due").setCron("1 * * * *").build()));
    assertThat(tapline.schedules.get("due").next()).isAfter(Instant.now().minusSeconds(60));
  }

  @Test
  void a_schedule_that_cannot_be_read_holds_up_no_other() throws Exception {
    tapline.create(hourly("good"));
    tapline.create(hourly("newer"));
    missHours("newer", 2);
    missHours("good", 1);
    tapline.execute("UPDATE report.schedule SET content = '\\x00' WHERE name = 'newer'");
    runAll(tapline.rounds());
    assertThat(tapline.allRuns()).extracting(Run::schedule).containsExactly("good");
    assertThat(tapline.count("unreadable")).isEqualTo(1);
  }

  @Test
  void a_replica_that_does_not_run_schedules_counts_only() throws Exception {
    tapline.create(hourly("other"));
    missHours("other", 1);
    tapline.runs.request("other");
    tapline.rounds().tick(false);
    assertThat(tapline.asked).isEmpty();
    assertThat(tapline.metrics.waiting()).isEqualTo(1);
  }
}
