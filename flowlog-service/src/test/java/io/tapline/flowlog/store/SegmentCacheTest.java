package io.tapline.flowlog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.flowlog.Reason;
import io.tapline.flowlog.store.SegmentCache.Pinned;
import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentCacheTest {
  private static final int SIZE = 100;
  @TempDir Path directory;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MemorySegmentStore store = new MemorySegmentStore();
  private final Map<Long, byte[]> stored = store.stored;
  private final AtomicInteger fetches = store.fetches;
  private SegmentCache cache;

  @BeforeEach
  void open() throws IOException {
    cache = SegmentCache.open(directory, 3 * SIZE, store, new StoreMetrics(registry));
  }

  private SegmentRef segment(long id) throws Exception {
    byte[] content =
        Long.toString(id).repeat(SIZE).substring(0, SIZE).getBytes(StandardCharsets.US_ASCII);
    stored.put(id, content);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
    return new SegmentRef(id, SIZE, HexFormat.of().formatHex(digest));
  }

  @Test
  void a_segment_is_fetched_once() throws Exception {
    SegmentRef segment = segment(1);
    for (int i = 0; i < 3; i++) {
      try (Pinned pinned = cache.pin(List.of(segment))) {
        assertThat(pinned.files()).hasSize(1);
        assertThat(pinned.files().getFirst()).hasBinaryContent(stored.get(1L));
      }
    }
    assertThat(fetches).hasValue(1);
    assertThat(registry.counter("tapline.flowlog.cache.hits").count()).isEqualTo(2);
    assertThat(registry.counter("tapline.flowlog.cache.misses").count()).isEqualTo(1);
  }

  @Test
  void the_least_recently_used_go_and_pinned_ones_stay() throws Exception {
    try (Pinned first = cache.pin(List.of(segment(1)))) {
      for (long id = 2; id <= 6; id++) {
        cache.pin(List.of(segment(id))).close();
      }
      assertThat(first.files()).allMatch(Files::exists);
      assertThat(cache.sizeBytes()).isEqualTo(3 * SIZE);
      try (var files = Files.list(directory)) {
        assertThat(files).hasSize(3);
      }
    }
    assertThat(registry.counter("tapline.flowlog.cache.evictions").count()).isEqualTo(3);
  }

  @Test
  void replaced_ones_leave_with_their_last_pin() throws Exception {
    List<SegmentRef> both = List.of(segment(1), segment(2));
    cache.pin(both).close();
    try (Pinned pinned = cache.pin(List.of(both.getFirst()))) {
      cache.replaced(both);
      assertThat(pinned.files()).allMatch(Files::exists);
      assertThat(cache.sizeBytes()).isEqualTo(SIZE);
    }
    assertThat(directory).isEmptyDirectory();
    assertThat(cache.sizeBytes()).isZero();
    assertThat(registry.counter("tapline.flowlog.cache.evictions").count()).isZero();
  }

  @Test
  void replaced_ones_that_an_earlier_process_left_leave_at_once() throws Exception {
    cache.pin(List.of(segment(1))).close();
    cache = SegmentCache.open(directory, 3 * SIZE, store, new StoreMetrics(registry));
    cache.replaced(List.of(segment(1)));
    assertThat(directory).isEmptyDirectory();
    assertThat(cache.sizeBytes()).isZero();
  }

  private void look(long... ids) throws Exception {
    for (long id : ids) {
      cache.pin(List.of(segment(id)), store, Intent.BACKGROUND, StillWanted.ALWAYS).close();
    }
  }

  private List<Long> onDisk(long... ids) {
    return LongStream.of(ids)
        .boxed()
        .filter(id -> Files.exists(directory.resolve(id + ".parquet")))
        .toList();
  }

  @Test
  void what_the_background_looks_through_does_not_drive_out_what_people_ask_for() throws Exception {
    cache.pin(List.of(segment(1), segment(2))).close();
    look(1, 2, 3, 4, 5, 6);
    assertThat(onDisk(1, 2, 3, 4, 5, 6)).containsExactly(1L, 2L, 6L);
  }

  @Test
  void what_the_background_brought_stays_once_somebody_asks_for_it() throws Exception {
    look(1, 2);
    cache.pin(List.of(segment(2))).close();
    look(3, 4, 5);
    assertThat(onDisk(1, 2, 3, 4, 5)).containsExactly(2L, 4L, 5L);
  }

  @Test
  void more_pinned_than_the_limit_is_allowed_and_counted() throws Exception {
    List<SegmentRef> many = List.of(segment(1), segment(2), segment(3), segment(4));
    try (Pinned pinned = cache.pin(many)) {
      assertThat(pinned.files()).hasSize(4).allMatch(Files::exists);
      assertThat(registry.counter("tapline.flowlog.cache.over.limit").count()).isEqualTo(1);
    }
    assertThat(cache.sizeBytes()).isEqualTo(3 * SIZE);
  }

  @Test
  void what_is_gone_or_corrupt_is_said_and_asked_for_again_next_time() throws Exception {
    SegmentRef gone = segment(1);
    stored.remove(1L);
    SegmentRef corrupt = segment(2);
    byte[] good = stored.put(2L, new byte[SIZE]);
    try (Pinned pinned = cache.pin(List.of(gone, corrupt, segment(3)))) {
      assertThat(pinned.gone()).containsExactly(gone);
      assertThat(pinned.corrupt()).containsExactly(corrupt);
      assertThat(pinned.files()).hasSize(1);
    }
    stored.put(2L, good == null ? new byte[0] : good);
    try (Pinned pinned = cache.pin(List.of(corrupt))) {
      assertThat(pinned.files()).hasSize(1);
    }
  }

  @Test
  void a_store_that_is_away_is_said_and_leaves_nothing_pinned() throws Exception {
    SegmentRef segment = segment(1);
    store.away = true;
    assertThatThrownBy(() -> cache.pin(List.of(segment))).isInstanceOf(Refusal.class);
    store.away = false;
    cache.pin(List.of(segment)).close();
    assertThat(cache.sizeBytes()).isEqualTo(SIZE);
  }

  @Test
  void many_threads_get_what_they_ask_for() throws Exception {
    List<SegmentRef> all =
        List.of(segment(1), segment(2), segment(3), segment(4), segment(5), segment(6));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Boolean>> answers =
          IntStream.range(0, 200)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> ask(all, i), threads))
              .toList();
      assertThat(answers).allMatch(CompletableFuture::join);
    }
    assertThat(cache.sizeBytes()).isLessThanOrEqualTo(3 * SIZE);
  }

  private boolean ask(List<SegmentRef> all, int i) {
    List<SegmentRef> some = all.subList(i % 4, i % 4 + 2);
    try (Pinned pinned = cache.pin(some)) {
      return pinned.files().size() == 2 && pinned.files().stream().allMatch(Files::exists);
    }
  }

  @Test
  void an_adopted_file_is_not_fetched() throws Exception {
    SegmentRef segment = segment(1);
    Path file = Files.write(directory.resolve("1-1-closed.parquet"), stored.get(1L));
    cache.adopt(segment, file);
    assertThat(file).doesNotExist();
    try (Pinned pinned = cache.pin(List.of(segment))) {
      assertThat(pinned.files()).allMatch(Files::exists);
    }
    assertThat(fetches).hasValue(0);
  }

  @Test
  void what_an_earlier_process_kept_is_checked_and_not_fetched_again() throws Exception {
    List<SegmentRef> kept = List.of(segment(1), segment(2));
    cache.pin(kept).close();
    Files.writeString(directory.resolve("3.parquet.partial"), "half");
    Files.writeString(directory.resolve("1-1-closed.parquet"), "never registered");
    open();
    assertThat(cache.sizeBytes()).isEqualTo(2 * SIZE);
    try (Pinned pinned = cache.pin(kept)) {
      assertThat(pinned.files().getFirst()).hasBinaryContent(stored.get(1L));
      assertThat(fetches).hasValue(2);
    }
    assertThat(registry.counter("tapline.flowlog.cache.kept").count()).isEqualTo(2);
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void a_damaged_file_of_an_earlier_process_is_fetched_again() throws Exception {
    SegmentRef longer = segment(1);
    SegmentRef changed = segment(2);
    cache.pin(List.of(longer, changed)).close();
    Files.write(directory.resolve("1.parquet"), new byte[2 * SIZE]);
    Files.write(directory.resolve("2.parquet"), new byte[SIZE]);
    open();
    try (Pinned pinned = cache.pin(List.of(longer, changed))) {
      assertThat(pinned.isComplete()).isTrue();
      assertThat(pinned.files().get(0)).hasBinaryContent(stored.get(1L));
      assertThat(pinned.files().get(1)).hasBinaryContent(stored.get(2L));
    }
    assertThat(fetches).hasValue(4);
    assertThat(cache.sizeBytes()).isEqualTo(2 * SIZE);
    assertThat(registry.counter("tapline.flowlog.cache.damaged").count()).isEqualTo(2);
  }

  @Test
  void what_an_earlier_process_kept_is_within_the_limit() throws Exception {
    for (long id = 1; id <= 3; id++) {
      cache.pin(List.of(segment(id))).close();
    }
    cache = SegmentCache.open(directory, SIZE, store, new StoreMetrics(registry));
    assertThat(cache.sizeBytes()).isEqualTo(SIZE);
    cache.pin(List.of(segment(4))).close();
    assertThat(cache.sizeBytes()).isEqualTo(SIZE);
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(directory.resolve("4.parquet"));
    }
  }

  @Test
  void a_distrusted_file_is_checked_and_fetched_again_where_it_is_damaged() throws Exception {
    SegmentRef sound = segment(1);
    SegmentRef damaged = segment(2);
    cache.pin(List.of(sound, damaged)).close();
    Files.write(directory.resolve("2.parquet"), new byte[SIZE]);
    cache.distrust(sound);
    cache.distrust(damaged);
    try (Pinned pinned = cache.pin(List.of(sound, damaged))) {
      assertThat(pinned.files().get(1)).hasBinaryContent(stored.get(2L));
    }
    assertThat(fetches).hasValue(3);
    assertThat(cache.sizeBytes()).isEqualTo(2 * SIZE);
  }

  @Test
  void who_waits_for_an_abandoned_fetch_fetches_itself() throws Exception {
    SegmentRef segment = segment(1);
    CountDownLatch fetching = new CountDownLatch(1);
    AtomicBoolean cancelled = new AtomicBoolean();
    SegmentStore slow =
        (segments, receiver, wanted) -> {
          fetching.countDown();
          while (true) {
            wanted.check();
            Thread.onSpinWait();
          }
        };
    StillWanted untilCancelled =
        () -> {
          if (cancelled.get()) {
            throw new Refusal(Reason.DEADLINE_EXCEEDED, "cancelled");
          }
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first =
          threads.submit(() -> cache.pin(List.of(segment), slow, Intent.SUMS, untilCancelled));
      fetching.await();
      var second = threads.submit(() -> cache.pin(List.of(segment)));
      cancelled.set(true);
      assertThatThrownBy(first::get).hasCauseInstanceOf(Refusal.class);
      try (Pinned pinned = second.get()) {
        assertThat(pinned.files().getFirst()).hasBinaryContent(stored.get(1L));
      }
    }
    assertThat(fetches).hasValue(1);
  }

  @Test
  void an_error_while_fetching_reaches_the_caller_and_nobody_waits_for_ever() throws Exception {
    SegmentRef segment = segment(1);
    SegmentStore broken =
        (segments, receiver, wanted) -> {
          throw new OutOfMemoryError("no room for a segment");
        };
    assertThatThrownBy(() -> cache.pin(List.of(segment), broken, Intent.SUMS, StillWanted.ALWAYS))
        .isInstanceOf(OutOfMemoryError.class);
    try (Pinned pinned = cache.pin(List.of(segment))) {
      assertThat(pinned.isComplete()).isTrue();
    }
  }
}
