package io.tapline.flowlog.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.flowlog.LogHarness;
import io.tapline.flowlog.merge.MergePolicy;
import io.tapline.flowlog.merge.SegmentMerger;
import io.tapline.flowlog.retention.DiskSpace.Space;
import io.tapline.flowlog.retention.RetentionPolicy.Drop;
import io.tapline.flowlog.retention.RetentionPolicy.Reason;
import io.tapline.flowlog.retention.RetentionPolicy.StoredDay;
import io.tapline.flowlog.retention.RetentionStore.Dropped;
import io.tapline.flowlog.segment.BackgroundEngine.Share;
import io.tapline.flowlog.store.LogTransaction;
import io.tapline.flowlog.store.SegmentCache;
import io.tapline.flowlog.store.SegmentDays;
import io.tapline.flowlog.store.SegmentQuestion;
import io.tapline.flowlog.store.SegmentSnapshot;
import io.tapline.flowlog.store.Segments;
import io.tapline.flowlog.store.StaleSnapshotException;
import io.tapline.flowlog.store.StillWanted;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RetentionTest {
  @RegisterExtension static final TestDatabase database = new TestDatabase();
  @RegisterExtension final LogHarness log = new LogHarness(database, 1 << 24);
  private final SimpleMeterRegistry registry = log.registry;
  private final SegmentCache cache = log.cache;
  private final Segments segments = log.segments();
  private final RetentionStore store = new RetentionStore(database.log(), Duration.ofMillis(300));
  private final long today = database.number("SELECT flowlog.segment_day(0, now())");

  private SegmentMerger merger() {
    return log.merger(new MergePolicy(20_000, 4, 8));
  }

  /** Segments as if they had been written so many days ago; earlier days first. */
  private void written(int daysAgo, int segmentCount) throws IOException {
    for (int i = 0; i < segmentCount; i++) {
      segments.commit(500);
    }
    database.execute(
        """
        UPDATE flowlog.segment SET create_time = create_time - interval '%d days'
        WHERE flowlog.segment_day(id, create_time) = %d AND id < %d"""
            .formatted(daysAgo, today, SegmentDays.FIRST_SETTLED));
  }

  private void mergeAll() throws IOException {
    SegmentMerger merger = merger();
    while (merger.mergeOnce(Share.SPARE)) {}
  }

  private Drop drop(long daysAgo) {
    return new Drop(today - daysAgo, false, Reason.AGE);
  }

  private boolean hasTable(long day) {
    return database.number("SELECT count(to_regclass('" + SegmentDays.table(day) + "'))") == 1;
  }

  private long databaseBytes() {
    return database.number("SELECT pg_database_size(current_database())");
  }

  private SegmentSnapshot snapshot(long startNanos, long endNanos) {
    return log.snapshots.open(SegmentQuestion.over(startNanos, endNanos), StillWanted.ALWAYS);
  }

  private Retention retention(RetentionPolicy policy, DiskSpace disk, DerivedFiles derived) {
    return new Retention(policy, store, disk, derived, new RetentionMetrics(registry));
  }

  private static RetentionPolicy reserving(long bytes) {
    return new RetentionPolicy(Duration.ZERO, 0, new Reserve(OptionalLong.of(bytes)));
  }

  private double dropped(String what, String reason) {
    return registry.counter("tapline.flowlog.retention." + what, "reason", reason).count();
  }

  @Test
  void a_day_that_is_over_is_settled_in_a_table_of_its_own_and_keeps_every_row() throws Exception {
    written(3, 5);
    mergeAll();
    assertThat(hasTable(today - 3)).isTrue();
    assertThat(database.number("SELECT count(*) FROM flowlog.segment_bytes_fresh")).isZero();
    assertThat(store.days())
        .singleElement()
        .satisfies(day -> assertThat(day.day()).isEqualTo(today - 3))
        .satisfies(day -> assertThat(day.settledBytes()).isEqualTo(day.bytes()).isPositive());
    assertThat(log.rows()).isEqualTo(LogHarness.sorted(segments.rows()));
  }

  @Test
  void a_day_leaves_as_a_whole_and_the_disk_gets_its_space_back_at_once() throws Exception {
    written(3, 8);
    mergeAll();
    segments.commit(100);
    long bytes = store.days().getFirst().bytes();
    long before = databaseBytes();
    Dropped dropped = store.drop(drop(3));
    assertThat(dropped.connections()).isEqualTo(4_000);
    assertThat(dropped.bytes()).isEqualTo(bytes);
    assertThat(before - databaseBytes()).isGreaterThanOrEqualTo(bytes);
    assertThat(hasTable(today - 3)).isFalse();
    assertThat(log.rows()).isEqualTo(LogHarness.sorted(segments.rows().subList(4_000, 4_100)));
  }

  @Test
  void what_was_not_settled_leaves_with_its_day() throws Exception {
    written(3, 2);
    assertThat(store.drop(drop(3)).connections()).isEqualTo(1_000);
    assertThat(database.number("SELECT count(*) FROM flowlog.segment")).isZero();
    assertThat(database.number("SELECT count(*) FROM flowlog.segment_bytes")).isZero();
  }

  @Test
  void answers_say_since_when_the_log_is_kept() throws Exception {
    written(3, 2);
    segments.commit(10);
    long last =
        database.number(
            """
            SELECT max(max_start) FROM flowlog.segment
            WHERE create_time < now() - interval '1 day'""");
    long first = database.number("SELECT min(min_start) FROM flowlog.segment");
    store.drop(drop(3));
    try (SegmentSnapshot snapshot = log.snapshot()) {
      assertThat(snapshot.removed().connections()).isEqualTo(1_000);
      assertThat(snapshot.removed().keptSinceNanos()).isEqualTo(last + 1);
    }
    try (SegmentSnapshot before = snapshot(Long.MIN_VALUE, first);
        SegmentSnapshot after = snapshot(last + 1, Long.MAX_VALUE)) {
      assertThat(before.removed().isNothing()).isTrue();
      assertThat(after.removed().isNothing()).isTrue();
    }
    assertThat(store.left().connections()).isEqualTo(1_000);
    assertThat(store.left().lastDrop()).isNotNull();
    assertThat(
            database.number(
                """
                SELECT count(*) FROM flowlog.retention
                WHERE hop = 'flowlog.retention' AND reason = 'age'"""))
        .isEqualTo(1);
  }

  @Test
  void an_old_capture_that_was_just_imported_stays() throws Exception {
    written(5, 1);
    segments.commit(50);
    assertThat(database.number("SELECT max(max_start) / 86400000000000 FROM flowlog.segment"))
        .isLessThan(today - 100);
    retention(
            new RetentionPolicy(Duration.ofDays(2), 0, Reserve.DEFAULT),
            DiskSpace.UNKNOWN,
            DerivedFiles.NONE)
        .enforce();
    assertThat(log.rows()).isEqualTo(LogHarness.sorted(segments.rows().subList(500, 550)));
    assertThat(dropped("days", "age")).isEqualTo(1);
    assertThat(dropped("connections", "age")).isEqualTo(500);
  }

  @Test
  void the_log_is_held_within_its_bytes_by_its_oldest_days() throws Exception {
    written(2, 2);
    written(1, 2);
    mergeAll();
    long newer = store.days().getLast().bytes();
    retention(
            new RetentionPolicy(Duration.ZERO, newer, Reserve.DEFAULT),
            DiskSpace.UNKNOWN,
            DerivedFiles.NONE)
        .enforce();
    assertThat(store.days()).singleElement().extracting(StoredDay::day).isEqualTo(today - 1);
    assertThat(dropped("bytes", "bytes")).isPositive();
  }

  @Test
  void the_reserve_is_honoured_by_as_many_days_as_it_takes() throws Exception {
    written(3, 2);
    mergeAll();
    written(1, 2);
    mergeAll();
    assertThat(store.days()).hasSize(2);
    long full = databaseBytes();
    DiskSpace disk = () -> Optional.of(new Space(1_000_000 + full - databaseBytes(), 1 << 30));
    long reserve = 1_000_001 + store.standing().reusableBytes();
    Retention retention = retention(reserving(reserve), disk, DerivedFiles.NONE);
    retention.enforce();
    retention.enforce();
    assertThat(store.days()).singleElement().extracting(StoredDay::day).isEqualTo(today - 1);
    assertThat(dropped("days", "free_space")).isEqualTo(1);
    assertThat(registry.get("tapline.flowlog.retention.reserve").gauge().value())
        .isEqualTo((double) reserve);
  }

  @Test
  void derived_files_go_before_days_and_days_stay_when_that_was_enough() throws Exception {
    written(3, 2);
    assertThat(log.rows()).hasSize(1_000);
    AtomicLong free = new AtomicLong(1_000_000);
    DerivedFiles derived =
        new DerivedFiles() {
          @Override
          public long sizeBytes() {
            return cache.sizeBytes();
          }

          @Override
          public void giveUp(long bytes) {
            long before = cache.sizeBytes();
            cache.giveUp(bytes);
            free.addAndGet(before - cache.sizeBytes());
          }
        };
    DiskSpace disk = () -> Optional.of(new Space(free.get(), 1 << 30));
    long reusable = store.standing().reusableBytes();
    retention(reserving(1_000_001 + reusable), disk, derived).enforce();
    assertThat(registry.counter("tapline.flowlog.retention.derived.bytes").count()).isPositive();
    assertThat(log.rows()).hasSize(1_000);
  }

  @Test
  void of_today_only_what_is_settled_leaves() throws Exception {
    for (int i = 0; i < 32; i++) {
      segments.commit(500);
    }
    mergeAll();
    segments.commit(30);
    assertThat(hasTable(today)).isTrue();
    long before = database.number("SELECT sum(row_count)::bigint FROM flowlog.segment");
    Dropped dropped = store.drop(new Drop(today, true, Reason.FREE_SPACE));
    assertThat(dropped.connections()).isPositive();
    assertThat(log.rows()).hasSize((int) (before - dropped.connections()));
    for (int i = 0; i < 32; i++) {
      segments.commit(500);
    }
    mergeAll();
    assertThat(hasTable(today)).isTrue();
  }

  @Test
  void open_connections_never_leave() throws Exception {
    written(3, 1);
    database.execute("UPDATE flowlog.segment SET open = true");
    assertThat(store.days()).isEmpty();
    assertThat(store.drop(drop(3)).segments()).isZero();
    assertThat(log.rows()).hasSize(500);
  }

  @Test
  void two_replicas_drop_a_day_once() throws Exception {
    written(3, 6);
    mergeAll();
    CompletableFuture<Dropped> other =
        CompletableFuture.supplyAsync(
            () -> new RetentionStore(database.log(), Duration.ofSeconds(5)).drop(drop(3)));
    long here =
        new RetentionStore(database.log(), Duration.ofSeconds(5)).drop(drop(3)).connections();
    assertThat(here + other.join().connections()).isEqualTo(3_000);
    assertThat(database.number("SELECT sum(connections)::bigint FROM flowlog.retention"))
        .isEqualTo(3_000);
  }

  @Test
  void a_drop_that_breaks_off_leaves_everything_as_it_was() throws Exception {
    written(3, 5);
    mergeAll();
    written(3, 1);
    try (LogTransaction backup = database.log().begin()) {
      assertThat(
              backup.<Integer>run(
                  connection ->
                      connection
                          .query("SELECT segment_id FROM flowlog.segment_bytes")
                          .execute()
                          .map(found -> found.rowCount())))
          .isPositive();
      assertThatThrownBy(() -> store.drop(drop(3)))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("lock timeout");
    }
    assertThat(log.rows()).isEqualTo(LogHarness.sorted(segments.rows()));
    assertThat(database.number("SELECT count(*) FROM flowlog.retention")).isZero();
    assertThat(store.drop(drop(3)).connections()).isEqualTo(3_000);
  }

  @Test
  void a_question_that_has_read_of_a_day_keeps_it_until_it_ends() throws Exception {
    written(3, 5);
    mergeAll();
    cache.giveUp(Long.MAX_VALUE);
    try (SegmentSnapshot question = log.snapshot()) {
      assertThat(log.rows(question)).hasSize(2_500);
      assertThatThrownBy(() -> store.drop(drop(3))).hasMessageContaining("lock timeout");
      cache.giveUp(Long.MAX_VALUE);
      assertThat(log.rows(question)).isEqualTo(LogHarness.sorted(segments.rows()));
      segments.commit(10);
    }
    assertThat(store.drop(drop(3)).connections()).isEqualTo(2_500);
    assertThat(log.rows()).hasSize(10);
  }

  @Test
  void a_question_whose_day_leaves_before_it_has_read_of_it_is_asked_again() throws Exception {
    written(3, 5);
    mergeAll();
    segments.commit(10);
    cache.giveUp(Long.MAX_VALUE);
    try (SegmentSnapshot question = log.snapshot()) {
      assertThat(store.drop(drop(3)).connections()).isEqualTo(2_500);
      assertThatThrownBy(() -> log.rows(question)).isInstanceOf(StaleSnapshotException.class);
    }
    try (SegmentSnapshot again = log.snapshot()) {
      assertThat(log.rows(again)).hasSize(10);
      assertThat(again.removed().connections()).isEqualTo(2_500);
    }
  }

  @Test
  void nothing_is_merged_while_a_day_is_dropped_and_none_dropped_during_a_merge() throws Exception {
    written(3, 5);
    try (LogTransaction dropping = database.log().begin()) {
      dropping.run(SegmentDays::dropAlone);
      assertThat(merger().mergeOnce(Share.SPARE)).isFalse();
    }
    try (LogTransaction merging = database.log().begin()) {
      assertThat(merging.<Boolean>run(SegmentDays::keepDays)).isTrue();
      assertThatThrownBy(() -> store.drop(drop(3))).hasMessageContaining("lock timeout");
    }
    assertThat(merger().mergeOnce(Share.SPARE)).isTrue();
  }

  @Test
  void a_failure_of_any_kind_is_counted_and_the_limits_are_enforced_again() throws Exception {
    AtomicLong calls = new AtomicLong();
    CountDownLatch enforced = new CountDownLatch(1);
    DiskSpace broken =
        () -> {
          if (calls.incrementAndGet() == 1) {
            throw new StackOverflowError("made up");
          }
          enforced.countDown();
          return Optional.empty();
        };
    RetentionMetrics metrics = new RetentionMetrics(registry);
    Retention retention = new Retention(reserving(1), store, broken, DerivedFiles.NONE, metrics);
    try (RetentionLoop loop = new RetentionLoop(retention, Duration.ofMinutes(1), metrics)) {
      loop.start();
      assertThat(enforced.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(registry.counter("tapline.flowlog.retention.failures").count()).isEqualTo(1);
  }
}
