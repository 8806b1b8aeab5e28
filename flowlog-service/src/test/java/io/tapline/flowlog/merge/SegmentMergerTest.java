package io.tapline.flowlog.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.flowlog.IngestLoad;
import io.tapline.flowlog.LogHarness;
import io.tapline.flowlog.segment.BackgroundEngine.Share;
import io.tapline.flowlog.segment.Row;
import io.tapline.flowlog.segment.SegmentFile;
import io.tapline.flowlog.status.ChangeHistory;
import io.tapline.flowlog.status.LogReader;
import io.tapline.flowlog.store.AskedSources;
import io.tapline.flowlog.store.Intent;
import io.tapline.flowlog.store.LogTransaction;
import io.tapline.flowlog.store.SegmentQuestion;
import io.tapline.flowlog.store.SegmentSnapshot;
import io.tapline.flowlog.store.Segments;
import io.tapline.flowlog.store.SpareSpace;
import io.tapline.flowlog.store.StaleSnapshotException;
import io.tapline.flowlog.store.StillWanted;
import io.tapline.flowlog.store.StoreMetrics;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SegmentMergerTest {
  private static final MergePolicy POLICY = new MergePolicy(2000, 4, 8);
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  /** Room for about two segments, so that questions fetch again and again. */
  @RegisterExtension final LogHarness log = new LogHarness(database, 20_000);

  private final SimpleMeterRegistry registry = log.registry;
  private final Segments segments = log.segments();

  private SegmentMerger merger() {
    return log.merger(POLICY);
  }

  private void mergeAll() throws Exception {
    SegmentMerger merger = merger();
    while (merger.mergeOnce(Share.SPARE)) {}
  }

  private List<Row> rows() throws Exception {
    for (int attempt = 0; attempt < 3; attempt++) {
      try (SegmentSnapshot snapshot = log.snapshot()) {
        return log.rows(snapshot);
      } catch (StaleSnapshotException e) {
        assertThat(registry.counter("tapline.flowlog.segments.corrupt").count()).isPositive();
      }
    }
    throw new AssertionError("always stale");
  }

  @Test
  void merging_keeps_every_row_and_leaves_few_segments() throws Exception {
    for (int i = 0; i < 20; i++) {
      segments.commit(30);
    }
    mergeAll();
    assertThat(rows()).isEqualTo(LogHarness.sorted(segments.rows()));
    assertThat(database.number("SELECT count(*) FROM flowlog.segment")).isLessThan(8);
    assertThat(database.number("SELECT count(*) FROM flowlog.segment_bytes")).isLessThan(8);
    assertThat(database.number("SELECT max(level) FROM flowlog.segment")).isPositive();
    LogReader.LogSize size = new LogReader(database.log()).size();
    assertThat(size.closedConnections()).isEqualTo(600);
    assertThat(registry.counter("tapline.flowlog.merges").count()).isPositive();
    assertThat(registry.counter("tapline.flowlog.merge.parts").count()).isGreaterThan(15);
  }

  @Test
  void segments_that_another_replica_merges_are_left_to_it() throws Exception {
    for (int i = 0; i < 8; i++) {
      segments.commit(30);
    }
    try (LogTransaction other = database.log().begin()) {
      assertThat(lock(other, "ORDER BY id LIMIT 1")).isEqualTo(1);
      assertThat(merger().mergeOnce(Share.SPARE)).isFalse();
    }
    assertThat(merger().mergeOnce(Share.SPARE)).isTrue();
    assertThat(rows()).isEqualTo(LogHarness.sorted(segments.rows()));
  }

  /** How many segments another replica has locked. */
  private static int lock(LogTransaction other, String which) {
    return other
        .run(
            connection ->
                connection
                    .query("SELECT id FROM flowlog.segment " + which + " FOR UPDATE")
                    .execute())
        .rowCount();
  }

  @Test
  void a_group_that_another_replica_merges_does_not_hold_up_the_others() throws Exception {
    for (int i = 0; i < 4; i++) {
      segments.commit(30);
      segments.commit(100);
    }
    database.execute(
        "UPDATE flowlog.segment SET min_start = 0, max_start = greatest(max_start, 1)");
    try (LogTransaction other = database.log().begin()) {
      assertThat(lock(other, "WHERE row_count = 30")).isEqualTo(4);
      assertThat(merger().mergeOnce(Share.SPARE)).isTrue();
    }
    assertThat(database.number("SELECT count(*) FROM flowlog.segment WHERE row_count = 400"))
        .isEqualTo(1);
    assertThat(database.number("SELECT count(*) FROM flowlog.segment WHERE row_count = 30"))
        .isEqualTo(4);
  }

  @Test
  void a_question_during_commits_and_merges_sees_every_connection_once() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread merging = Thread.ofPlatform().start(() -> mergeUntil(done, failure));
    for (int i = 0; i < 40; i++) {
      segments.commit(25);
      assertThat(rows()).isEqualTo(LogHarness.sorted(segments.rows()));
    }
    done.set(true);
    merging.join();
    assertThat(failure.get()).isNull();
    assertThat(registry.counter("tapline.flowlog.merges").count()).isGreaterThan(3);
  }

  private void mergeUntil(AtomicBoolean done, AtomicReference<Throwable> failure) {
    SegmentMerger merger = merger();
    try {
      while (!done.get()) {
        var _ = merger.mergeOnce(Share.SPARE);
      }
    } catch (RuntimeException e) {
      failure.set(e);
    }
  }

  @Test
  void a_corrupt_segment_is_set_aside_with_a_loss_and_the_others_are_merged() throws Exception {
    SegmentFile first = segments.commit(30);
    for (int i = 0; i < 6; i++) {
      segments.commit(30);
    }
    damageFirst();
    mergeAll();
    assertThat(rows()).hasSize(180);
    assertLoss(first);
  }

  @Test
  void a_question_sets_a_corrupt_segment_aside_and_says_what_is_missing() throws Exception {
    SegmentFile first = segments.commit(30);
    segments.commit(30);
    damageFirst();
    assertThat(rows()).hasSize(30);
    assertThat(rows()).hasSize(30);
    assertLoss(first);
  }

  private void damageFirst() {
    database.execute(
        """
        UPDATE flowlog.segment_bytes SET bytes = overlay(bytes placing 'xx'::bytea from 200)
        WHERE segment_id = (SELECT min(id) FROM flowlog.segment)""");
  }

  private void assertLoss(SegmentFile corrupt) {
    try (SegmentSnapshot snapshot = log.snapshot()) {
      assertThat(snapshot.losses()).hasSize(1);
      assertThat(snapshot.losses().getFirst().hop()).isEqualTo("flowlog.segment");
      assertThat(snapshot.lost().frames()).isEqualTo(corrupt.packets());
    }
    assertThat(registry.counter("tapline.flowlog.segments.corrupt").count()).isEqualTo(1);
  }

  @Test
  void a_snapshot_brings_nothing_to_disk_and_prunes_only_by_addresses_that_are_asked_for()
      throws Exception {
    for (int i = 0; i < 3; i++) {
      segments.commit(30);
    }
    SegmentQuestion nowhere =
        new SegmentQuestion(
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            false,
            List.of(f -> false, f -> false),
            Intent.SUMS,
            AskedSources.ALL);
    SegmentQuestion secondCase =
        new SegmentQuestion(
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            false,
            List.of(f -> false, f -> true),
            Intent.SUMS,
            AskedSources.ALL);
    try (SegmentSnapshot none = log.snapshots.open(nowhere, StillWanted.ALWAYS);
        SegmentSnapshot second = log.snapshots.open(secondCase, StillWanted.ALWAYS);
        SegmentSnapshot all = log.snapshot()) {
      assertThat(none.parts()).isEmpty();
      assertThat(none.matchedSegments()).isEqualTo(3);
      assertThat(second.parts()).hasSize(3).allMatch(part -> !part.mayHold(0) && part.mayHold(1));
      assertThat(all.parts()).hasSize(3).allMatch(part -> part.mayHold(0) && part.mayHold(40));
    }
    assertThat(registry.counter("tapline.flowlog.cache.misses").count()).isZero();
    assertThat(log.cache.sizeBytes()).isZero();
  }

  @Test
  void parts_of_a_snapshot_can_be_opened_after_they_were_merged_away() throws Exception {
    for (int i = 0; i < 8; i++) {
      segments.commit(30);
    }
    try (SegmentSnapshot before = log.snapshot()) {
      while (merger().mergeOnce(Share.SPARE)) {}
      assertThat(database.number("SELECT count(*) FROM flowlog.segment")).isLessThan(8);
      assertThat(before.parts()).hasSize(8);
      assertThat(log.rows(before)).isEqualTo(LogHarness.sorted(segments.rows()));
    }
    assertThat(log.cache.sizeBytes()).isLessThanOrEqualTo(20_000);
    assertThat(registry.counter("tapline.flowlog.cache.over.limit").count()).isPositive();
    assertThat(registry.counter("tapline.flowlog.cache.evictions").count()).isPositive();
  }

  private MergeLoop loop(IngestLoad load, int mostSmallSegments) throws Exception {
    return new MergeLoop(
        merger(),
        new SpareSpace(
            database.log(), Long.MAX_VALUE, new StoreMetrics(registry), System::nanoTime),
        new ChangeHistory(database.log()),
        Duration.ofMillis(10),
        load,
        new YieldPolicy(mostSmallSegments),
        new MergeMetrics(registry));
  }

  @Test
  void an_error_in_a_merge_is_counted_and_merging_goes_on() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    IngestLoad failsOnce =
        () -> {
          if (looks.incrementAndGet() == 1) {
            throw new StackOverflowError("for this test");
          }
          return true;
        };
    double failed = registry.counter("tapline.flowlog.merge.failures").count();
    try (MergeLoop loop = loop(failsOnce, 1_000_000)) {
      loop.start();
      Await.until("merging looks again", () -> looks.get() >= 3);
    }
    assertThat(registry.counter("tapline.flowlog.merge.failures").count()).isEqualTo(failed + 1);
  }

  @Test
  void while_a_source_is_busy_nothing_is_merged_and_that_is_counted() throws Exception {
    for (int i = 0; i < 8; i++) {
      segments.commit(30);
    }
    assertThat(loop(() -> true, 8).doWork()).isFalse();
    assertThat(database.number("SELECT count(*) FROM flowlog.segment WHERE NOT open")).isEqualTo(8);
    assertThat(registry.counter("tapline.flowlog.merge.postponed").count()).isEqualTo(1);
  }

  @Test
  void too_many_small_segments_are_merged_beside_a_busy_source_one_merge_at_a_time()
      throws Exception {
    for (int i = 0; i < 8; i++) {
      segments.commit(30);
    }
    assertThat(loop(() -> true, 7).doWork()).isFalse();
    assertThat(database.number("SELECT count(*) FROM flowlog.segment WHERE NOT open"))
        .isLessThan(8);
  }

  @Test
  void the_loop_merges_by_itself() throws Exception {
    for (int i = 0; i < 8; i++) {
      segments.commit(30);
    }
    try (MergeLoop loop = loop(() -> false, 200)) {
      loop.start();
      Await.until(
          "few segments", () -> database.number("SELECT count(*) FROM flowlog.segment") <= 4);
    }
    assertThat(rows()).isEqualTo(LogHarness.sorted(segments.rows()));
  }
}
