package io.tapline.eventstore.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.Ideas;
import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.threshold.Outcome;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the reference calls faults (a) to (d), and how the primitives behave instead. */
class ThresholdCacheTest {
  private static final Instant TTL = StoreOnPostgres.START;

  private static StoreOnPostgres store;

  @BeforeAll
  static void start() throws IOException {
    store = new StoreOnPostgres();
  }

  @AfterAll
  static void stop() throws IOException {
    store.close();
  }

  private final String key = Ideas.unique("key") + "+++10.0.0.1";

  @BeforeEach
  void clear() {
    store.execute("TRUNCATE eventstore.threshold, eventstore.thresholded_event");
    store.execute("TRUNCATE eventstore.relapse_search");
  }

  @Test
  void at_no_time_is_a_key_both_kept_back_and_relapsed() {
    set(TTL);
    String id = saved(Severity.LOW, TTL.minusSeconds(10));
    for (long micros : new long[] {-1, 0, 1, 2}) {
      Instant time = TTL.plusNanos(micros * 1_000);
      boolean keptBack = await(store.cache.check(key, time)).isPresent();
      assertThat(relapses(Severity.LOW, time) > 0).as(time.toString()).isEqualTo(!keptBack);
    }
    assertThat(
            await(store.relapseSearch.page(query(Severity.LOW, TTL.plusSeconds(1)), "", 1))
                .events())
        .extracting(RelapsedEvent::eventId)
        .containsExactly(id);
  }

  @Test
  void a_key_that_was_found_kept_back_is_renewed_at_once() {
    set(TTL);
    assertThat(await(store.cache.check(key, TTL))).isPresent();
    set(TTL.plusSeconds(600));
    assertThat(await(store.cache.check(key, TTL.plusSeconds(600)))).isPresent();
  }

  @Test
  void a_clean_up_keeps_a_relapse_until_its_group_and_severity_have_looked() {
    relapses(Severity.LOW, TTL.minusSeconds(86_400));
    set(TTL);
    saved(Severity.LOW, TTL.minusSeconds(10));

    assertThat(await(store.cache.clean(TTL.plusSeconds(600)))).isZero();
    assertThat(await(store.cache.cleanEvents())).isZero();
    relapses(Severity.MEDIUM, TTL.plusSeconds(600));
    assertThat(await(store.cache.clean(TTL.plusSeconds(600)))).isZero();
    assertThat(relapses(Severity.LOW, TTL.plusSeconds(600))).isEqualTo(1);
    assertThat(await(store.cache.clean(TTL.plusSeconds(600)))).isEqualTo(1);
  }

  @Test
  void a_clean_up_keeps_a_relapse_that_the_clock_has_still_to_decide() {
    String scan = Ideas.unique("scan");
    store.insert(scan + "a", "2026-03-01T00:00:00Z", scan, "10.0.0.1");
    store.insert(scan + "b", "2026-03-01T09:00:00Z", scan, "10.0.0.1");
    Instant later = Instant.parse("2026-03-20T00:00:00Z");
    assertThat(await(store.cache.clean(later))).isZero();
    store.relapsesAt("2026-03-01T10:00:00Z");
    assertThat(store.explain(scan + "b").getFirst().outcome()).isEqualTo(Outcome.RELAPSED);
    assertThat(await(store.cache.clean(later))).isEqualTo(1);
  }

  @Test
  void saved_events_are_cleaned_one_by_one_and_not_by_key() {
    set(TTL);
    saved(Severity.LOW, TTL.minusSeconds(301));
    String kept = saved(Severity.LOW, TTL.minusSeconds(300));
    assertThat(await(store.cache.cleanEvents())).isEqualTo(1);
    assertThat(store.row("SELECT event_id FROM eventstore.thresholded_event").getString(0))
        .isEqualTo(kept);
  }

  @Test
  void a_window_without_a_relapse_part_never_relapses() {
    await(store.cache.set(new CachedThreshold(key, TTL.minusSeconds(600), TTL, TTL)));
    saved(Severity.CRITICAL, TTL);
    assertThat(relapses(Severity.CRITICAL, TTL.plusSeconds(60))).isZero();
    assertThat(await(store.cache.check(key, TTL)).orElseThrow().relapseTime()).isEqualTo(TTL);
  }

  @Test
  void two_groups_share_the_window_of_a_source_and_each_finds_its_own_events() {
    set(TTL);
    saved(Severity.LOW, TTL.minusSeconds(10));
    RelapseQuery other = new RelapseQuery("other", Severity.LOW, TTL.plusSeconds(1));
    assertThat(await(store.relapseSearch.page(other, "", 10)).events()).isEmpty();
    assertThat(relapses(Severity.LOW, TTL.plusSeconds(1))).isEqualTo(1);
  }

  /** Until {@code ttl}; its last 300 seconds are for relapses. */
  private void set(Instant ttl) {
    await(
        store.cache.set(
            new CachedThreshold(key, ttl.minusSeconds(600), ttl.minusSeconds(300), ttl)));
  }

  /** A stored event that was kept back. */
  private String saved(Severity severity, Instant createTime) {
    String id = Ideas.unique("saved");
    store.insertLate(id, "2026-02-20T00:00:00Z", id, "10.9.9.9");
    store.execute("DELETE FROM eventstore.threshold WHERE key LIKE '" + id + "%'");
    await(store.cache.save(new SavedEvent(id, key, "group", severity, createTime)));
    return id;
  }

  private static RelapseQuery query(Severity severity, Instant time) {
    return new RelapseQuery("group", severity, time);
  }

  private static int relapses(Severity severity, Instant time) {
    return await(store.relapseSearch.page(query(severity, time), "", 100)).events().size();
  }

  private static <T> T await(Uni<T> work) {
    return StoreOnPostgres.await(work);
  }
}
