package io.tapline.flowlog.hostcopy;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.flowlog.segment.BackgroundEngine;
import io.tapline.flowlog.segment.ConnectionBatch;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.segment.DuckDbSettings;
import io.tapline.flowlog.segment.Row;
import io.tapline.flowlog.segment.SegmentFile;
import io.tapline.flowlog.segment.SegmentRows;
import io.tapline.flowlog.segment.SegmentWriter;
import io.tapline.flowlog.segment.Side;
import io.tapline.flowlog.store.Intent;
import io.tapline.flowlog.store.SegmentCache;
import io.tapline.flowlog.store.SegmentRef;
import io.tapline.flowlog.store.SegmentStore;
import io.tapline.flowlog.store.StillWanted;
import io.tapline.flowlog.store.StoreMetrics;
import io.tapline.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostCopyMakerTest {
  private static final Duration REST = Duration.ofSeconds(1);

  @TempDir Path directory;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Map<Long, byte[]> stored = new HashMap<>();
  private DuckDb duckDb;
  private HostCopies copies;
  private SegmentCache cache;
  private HostCopyMaker maker;
  private final AtomicLong clock = new AtomicLong(); // stands still, so a failure stays the last
  private volatile boolean busy;
  private volatile boolean broken;

  @BeforeEach
  void open() throws Exception {
    duckDb = DuckDb.open(DuckDbSettings.in(directory));
    Path hosts = directory.resolve("hosts");
    copies =
        HostCopies.open(
            new HostCopySettings(hosts, 1 << 20, 1, 1, 4, Duration.ofMinutes(10), REST),
            new HostCopyMetrics(registry),
            clock::get);
    cache =
        SegmentCache.open(
            directory.resolve("segments"),
            1,
            this::fetch,
            new StoreMetrics(registry),
            copies::forget);
    maker =
        new HostCopyMaker(
            copies, cache, new BackgroundEngine(DuckDbSettings.in(directory)), () -> busy);
    maker.start();
  }

  @AfterEach
  void close() throws Exception {
    maker.close();
    duckDb.close();
  }

  private void fetch(
      List<SegmentRef> segments, SegmentStore.Receiver receiver, StillWanted wanted) {
    if (broken) {
      throw new StackOverflowError("for this test");
    }
    for (SegmentRef segment : segments) {
      byte[] content = stored.get(segment.id());
      if (content != null) {
        receiver.receive(segment, content, true);
      }
    }
  }

  private SegmentRef segment(long id, int rows) throws IOException {
    try (ConnectionBatch batch = new ConnectionBatch()) {
      Random random = new Random(id);
      for (int i = 0; i < rows; i++) {
        batch.append(1, Row.random(random, i));
      }
      SegmentFile file = new SegmentWriter(duckDb).write(batch, directory.resolve("w.parquet"));
      stored.put(id, Files.readAllBytes(file.path()));
      return new SegmentRef(id, file.sizeBytes(), file.sha256());
    }
  }

  /** Asks again and again, as questions do. */
  private @Nullable Path await(SegmentRef segment, Side side) {
    return Await.<@Nullable Path>until(
        "a copy",
        () -> copies.of(segment, 1, Intent.ROWS).by(side),
        copy -> copy != null || count("failed") > 0);
  }

  @Test
  void no_copy_is_begun_while_a_source_is_busy() throws Exception {
    busy = true;
    SegmentRef segment = segment(1, 500);
    Await.until(
        "a copy is postponed",
        () -> {
          assertThat(copies.of(segment, 1, Intent.ROWS).by(Side.CLIENT)).isNull();
          return count("postponed") > 0;
        });
    assertThat(count("made")).isZero();
    busy = false;
    try (SegmentCache.Pinned pinned = cache.pin(List.of(segment))) {
      assertThat(pinned.files()).hasSize(1);
      assertThat(await(segment, Side.CLIENT)).isNotNull();
    }
  }

  @Test
  void under_lasting_load_a_copy_is_made_after_a_minute() {
    Duration longest = HostCopyMaker.LONGEST_WAIT;
    assertThat(HostCopyMaker.mustWait(true, longest.minusMillis(1))).isTrue();
    assertThat(HostCopyMaker.mustWait(true, longest)).isFalse();
    assertThat(HostCopyMaker.mustWait(false, Duration.ZERO)).isFalse();
  }

  @Test
  void an_error_while_a_copy_is_made_is_counted_and_the_maker_lives_on() throws Exception {
    SegmentRef segment = segment(1, 500);
    broken = true;
    assertThat(await(segment, Side.CLIENT)).isNull();
    assertThat(count("failed")).isEqualTo(1);
    broken = false;
    clock.addAndGet(REST.toNanos());
    SegmentRef other = segment(2, 500);
    try (SegmentCache.Pinned pinned = cache.pin(List.of(other))) {
      assertThat(pinned.files()).hasSize(1);
      assertThat(awaitMade(other)).isNotNull();
    }
  }

  private @Nullable Path awaitMade(SegmentRef segment) {
    return Await.<@Nullable Path>until(
        "a copy", () -> copies.of(segment, 1, Intent.ROWS).by(Side.CLIENT), copy -> copy != null);
  }

  private double count(String event) {
    return registry.counter("tapline.flowlog.host.copies." + event).count();
  }

  @Test
  void a_copy_has_the_rows_of_its_segment_in_the_order_of_hosts() throws Exception {
    SegmentRef segment = segment(1, 500);
    try (SegmentCache.Pinned pinned = cache.pin(List.of(segment))) {
      for (Side side : Side.values()) {
        Path copy = await(segment, side);
        assertThat(copy).isNotNull();
        List<Row> rows = SegmentRows.read(duckDb, List.of(copy));
        assertThat(rows)
            .containsExactlyInAnyOrderElementsOf(SegmentRows.read(duckDb, pinned.files()))
            .isSortedAccordingTo(order(side));
      }
    }
    assertThat(registry.counter("tapline.flowlog.host.copies.made").count()).isEqualTo(2);
    assertThat(registry.get("tapline.flowlog.host.copies.size").gauge().value()).isZero();
  }

  private static Comparator<Row> order(Side side) {
    Comparator<Row> address =
        side == Side.CLIENT
            ? Comparator.comparingLong(Row::clientHigh).thenComparingLong(Row::clientLow)
            : Comparator.comparingLong(Row::serverHigh).thenComparingLong(Row::serverLow);
    return address.thenComparingLong(Row::startNanos);
  }

  @Test
  void a_copy_that_was_deleted_is_made_again() throws Exception {
    SegmentRef segment = segment(1, 50);
    try (SegmentCache.Pinned pinned = cache.pin(List.of(segment))) {
      assertThat(pinned.files()).hasSize(1);
      Path first = await(segment, Side.CLIENT);
      Files.delete(first);
      assertThat(await(segment, Side.CLIENT)).isNotEqualTo(first).exists();
    }
    assertThat(registry.counter("tapline.flowlog.host.copies.lost").count()).isEqualTo(1);
  }

  @Test
  void a_segment_that_is_gone_is_counted_and_leaves_nothing() throws Exception {
    SegmentRef segment = segment(1, 50);
    stored.clear();
    assertThat(await(segment, Side.CLIENT)).isNull();
    assertThat(registry.counter("tapline.flowlog.host.copies.failed").count()).isEqualTo(1);
    assertThat(directory.resolve("hosts")).isEmptyDirectory();
  }
}
