package io.tapline.eventstore.relapse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.eventstore.Ideas;
import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.loop.PeriodicLoop;
import io.tapline.eventstore.threshold.Decision;
import io.tapline.eventstore.threshold.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Windows are 10 hours, the relapse window is the last 5, the period is 1 hour. */
class RelapseClockTest {
  private static StoreOnPostgres store;

  @BeforeAll
  static void start() throws IOException {
    store = new StoreOnPostgres();
  }

  @AfterAll
  static void stop() throws IOException {
    store.close();
  }

  private final String scan = Ideas.unique("scan");

  private Decision insert(String id, String time) {
    return store.insert(scan + id, "2026-03-" + time + "Z", scan, "10.0.0.5");
  }

  private List<Outcome> outcomes(String id) {
    return store.explain(scan + id).stream().map(Decision::outcome).toList();
  }

  private String eventOutcome(String id) {
    return store
        .row("SELECT outcome FROM eventstore.event WHERE id = '%s'".formatted(scan + id))
        .getString(0);
  }

  @Test
  void a_key_that_fires_until_the_end_and_then_stops_relapses_at_the_end() {
    insert("a", "01T00:00:00");
    insert("b", "01T06:00:00");
    insert("c", "01T09:00:00");

    store.relapsesAt("2026-03-01T09:59:59.999999Z");
    assertThat(outcomes("c")).containsExactly(Outcome.THRESHOLDED);
    store.relapsesAt("2026-03-01T10:00:00Z");

    assertThat(outcomes("b")).containsExactly(Outcome.THRESHOLDED);
    assertThat(outcomes("c")).containsExactly(Outcome.RELAPSED, Outcome.THRESHOLDED);
    assertThat(eventOutcome("c")).isEqualTo("RELAPSED");
    Decision relapse = store.explain(scan + "c").getFirst();
    assertThat(relapse.reason())
        .isEqualTo(
            "Relapsed: %s by 10.0.0.5 was reported at 2026-03-01T00:00:00Z and came back at"
                    .formatted(scan)
                + " 2026-03-01T09:00:00Z, shortly before the quiet time ended; quiet until"
                + " 2026-03-01T20:00:00Z.");
    assertThat(relapse.decideTime()).isEqualTo("2026-03-01T10:00:00Z");
  }

  @Test
  void after_a_relapse_by_the_clock_the_key_is_quiet_and_then_new() {
    insert("a", "02T00:00:00");
    insert("b", "02T09:00:00");
    store.relapsesAt("2026-03-02T10:00:05Z");

    assertThat(insert("c", "02T10:00:00").outcome()).isEqualTo(Outcome.THRESHOLDED);
    store.relapsesAt("2026-03-02T20:00:00Z");
    assertThat(outcomes("c")).containsExactly(Outcome.THRESHOLDED);
    assertThat(insert("d", "02T20:00:00").outcome()).isEqualTo(Outcome.NEW);
  }

  @Test
  void each_end_is_reported_once_by_the_clock_or_by_the_next_event() {
    insert("a", "03T00:00:00");
    insert("b", "03T09:00:00");
    assertThat(insert("c", "03T10:00:00").outcome()).isEqualTo(Outcome.RELAPSED);
    store.relapsesAt("2026-03-03T10:00:01Z");
    store.relapsesAt("2026-03-03T10:00:02Z");
    assertThat(outcomes("b")).containsExactly(Outcome.THRESHOLDED);
  }

  @Test
  void a_key_that_fires_a_year_later_is_new() {
    insert("a", "04T00:00:00");
    insert("b", "04T09:00:00");
    Decision later = store.insert(scan + "c", "2027-03-04T00:00:00Z", scan, "10.0.0.5");
    assertThat(later.outcome()).isEqualTo(Outcome.NEW);
    store.relapsesAt("2027-03-04T00:00:01Z");
    assertThat(outcomes("b")).containsExactly(Outcome.THRESHOLDED);
  }

  @Test
  void the_windows_of_an_old_capture_do_not_relapse_today() {
    store.insert(scan + "now", "2026-03-05T00:00:00Z", scan, "10.0.0.6");
    store.insertLate(scan + "a", "2019-03-05T00:00:00Z", scan, "10.0.0.5");
    store.insertLate(scan + "b", "2019-03-05T09:00:00Z", scan, "10.0.0.5");
    store.relapsesAt("2026-03-05T00:00:01Z");
    assertThat(outcomes("b")).containsExactly(Outcome.THRESHOLDED);
    assertThat(store.insertLate(scan + "c", "2019-03-05T10:30:00Z", scan, "10.0.0.5").outcome())
        .isEqualTo(Outcome.RELAPSED);
  }

  @Test
  void relapses_are_counted_and_looks_that_fail() {
    insert("a", "28T00:00:00");
    insert("b", "28T09:00:00");
    store.relapsesAt("2026-03-28T09:59:59Z");
    double before = counted("relapses");
    store.relapsesAt("2026-03-28T10:00:00Z");
    store.relapsesAt("2026-03-28T10:00:10Z");
    assertThat(counted("relapses")).isEqualTo(before + 1);
    store.execute("ALTER TABLE eventstore.threshold RENAME TO out_of_reach");
    try (PeriodicLoop loop = new PeriodicLoop(store.relapses.work(), Duration.ofMinutes(1))) {
      loop.doWork();
    } finally {
      store.execute("ALTER TABLE eventstore.out_of_reach RENAME TO threshold");
    }
    assertThat(counted("relapse.failures")).isEqualTo(1);
  }

  private static double counted(String counter) {
    return store.registry.counter("tapline.eventstore." + counter).count();
  }

  @Test
  void what_ended_while_nobody_ran_is_reported_at_the_next_start() {
    insert("a", "06T00:00:00");
    insert("b", "06T09:00:00");
    store.relapsesAt("2026-03-26T00:00:00Z");
    assertThat(store.explain(scan + "b").getFirst().window().end())
        .isEqualTo("2026-03-26T10:00:00Z");
  }

  @Test
  void an_event_that_was_deleted_does_not_relapse_and_is_not_looked_at_again() {
    insert("a", "07T00:00:00");
    insert("b", "07T09:00:00");
    store.execute("DELETE FROM eventstore.event WHERE id = '%sb'".formatted(scan));
    store.relapsesAt("2026-03-07T10:00:00Z");
    long due =
        store
            .row(
                "SELECT count(*) FROM eventstore.threshold WHERE relapse_due IS NOT NULL AND key LIKE '%s%%'"
                    .formatted(scan))
            .getLong(0);
    assertThat(due).isZero();
  }

  @Test
  void an_event_that_is_new_for_one_source_stays_new_when_another_relapses() {
    store.insert(scan + "a", "2026-03-08T00:00:00Z", scan, "10.0.0.1");
    store.insert(scan + "b", "2026-03-08T09:00:00Z", scan, "10.0.0.1,10.0.0.2");
    store.relapsesAt("2026-03-08T10:00:00Z");
    assertThat(eventOutcome("b")).isEqualTo("NEW");
    assertThat(outcomes("b")).containsExactly(Outcome.NEW, Outcome.RELAPSED, Outcome.THRESHOLDED);
  }

  @Test
  void ten_replicas_at_once_report_each_relapse_once() throws Exception {
    int keys = 700;
    insertMany("a", "2026-03-09T00:00:00Z", keys);
    insertMany("b", "2026-03-09T09:00:00Z", keys);
    store.clock.set(Instant.parse("2026-03-09T10:00:00Z"));
    try (ExecutorService replicas = Executors.newFixedThreadPool(10)) {
      List<? extends Future<?>> runs =
          IntStream.range(0, 10)
              .mapToObj(i -> replicas.submit(store.relapseClock()::decideDue))
              .toList();
      for (Future<?> run : runs) {
        run.get();
      }
    }
    store.relapses.decideDue(); // a replica passes over keys that another has locked
    long relapses =
        store
            .row(
                "SELECT count(*) FROM eventstore.decision WHERE outcome = 'RELAPSED' AND key LIKE '%s%%'"
                    .formatted(scan))
            .getLong(0);
    assertThat(relapses).isEqualTo(keys);
  }

  /** One event of each of so many sources, in one transaction. */
  private void insertMany(String id, String time, int sources) {
    store.clock.set(Instant.parse(time));
    List<IdeaMessage> ideas =
        IntStream.range(0, sources)
            .mapToObj(
                i -> {
                  String source = "10.%d.%d.1".formatted(i / 250, i % 250);
                  return store.idea(scan + id + i, time, scan, "low", source);
                })
            .toList();
    assertThat(StoreOnPostgres.await(store.inserter.insert(ideas))).hasSize(sources);
  }
}
