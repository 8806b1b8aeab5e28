package io.tapline.flowlog.hostcopy;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.flowlog.segment.Side;
import io.tapline.flowlog.store.HostSorted;
import io.tapline.flowlog.store.Intent;
import io.tapline.flowlog.store.SegmentDays;
import io.tapline.flowlog.store.SegmentRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostCopiesTest {
  private static final int SIZE = 100;
  private static final long ROWS = 1_000;
  private static final long FRESH_ROWS = 4_000;
  private static final long KEEP_NANOS = Duration.ofMinutes(10).toNanos();

  @TempDir Path directory;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private long nanoTime = -5;
  private HostCopies copies;

  @BeforeEach
  void open() throws IOException {
    copies = open(3 * SIZE);
  }

  private HostCopies open(long limitBytes) throws IOException {
    HostCopySettings settings =
        new HostCopySettings(
            directory,
            limitBytes,
            ROWS,
            FRESH_ROWS,
            2,
            Duration.ofMinutes(10),
            Duration.ofMinutes(1));
    return HostCopies.open(settings, new HostCopyMetrics(registry), () -> nanoTime);
  }

  private static SegmentRef segment(long id) {
    return new SegmentRef(SegmentDays.FIRST_SETTLED + id, SIZE * 4 / 5, "sum" + id);
  }

  private @Nullable Path ask(SegmentRef segment) {
    return copies.of(segment, ROWS, Intent.ROWS).by(Side.CLIENT);
  }

  private List<HostCopyKey> wanted() throws InterruptedException {
    List<HostCopyKey> wanted = new ArrayList<>();
    for (var next = copies.next(Duration.ZERO); next.isPresent(); ) {
      wanted.add(next.get());
      next = copies.next(Duration.ZERO);
    }
    return wanted;
  }

  private Path make(SegmentRef segment) throws Exception {
    assertThat(ask(segment)).isNull();
    assertThat(wanted()).containsExactly(new HostCopyKey(segment, Side.CLIENT));
    Path file = Files.write(directory.resolve(segment.id() + ".parquet"), new byte[SIZE]);
    copies.made(new HostCopyKey(segment, Side.CLIENT), file);
    return file;
  }

  private double count(String name) {
    return registry.counter("tapline.flowlog.host.copies." + name).count();
  }

  @Test
  void a_copy_is_wanted_once_and_used_when_it_is_made() throws Exception {
    Path file = make(segment(1));
    assertThat(ask(segment(1))).isEqualTo(file);
    assertThat(copies.of(segment(1), ROWS, Intent.ROWS).by(Side.SERVER)).isNull();
    assertThat(count("made")).isEqualTo(1);
    assertThat(count("used")).isEqualTo(1);
    assertThat(copies.sizeBytes()).isEqualTo(SIZE);
  }

  @Test
  void a_segment_of_another_checksum_has_none() throws Exception {
    make(segment(1));
    assertThat(ask(new SegmentRef(1, SIZE, "other"))).isNull();
  }

  @Test
  void a_question_gets_the_same_file_from_first_to_last() throws Exception {
    HostSorted question = copies.of(segment(1), ROWS, Intent.ROWS);
    assertThat(question.by(Side.CLIENT)).isNull();
    wanted();
    Path file = Files.write(directory.resolve("made.parquet"), new byte[SIZE]);
    copies.made(new HostCopyKey(segment(1), Side.CLIENT), file);
    assertThat(question.by(Side.CLIENT)).isNull();
    assertThat(question.distrust()).isFalse();
    assertThat(ask(segment(1))).isEqualTo(file);
  }

  @Test
  void small_segments_and_a_limit_of_zero_have_no_copies() throws Exception {
    assertThat(copies.of(segment(1), ROWS - 1, Intent.ROWS)).isSameAs(HostSorted.NONE);
    assertThat(open(0).of(segment(1), ROWS, Intent.ROWS)).isSameAs(HostSorted.NONE);
    assertThat(wanted()).isEmpty();
  }

  @Test
  void a_segment_that_will_be_merged_has_none() throws Exception {
    SegmentRef fresh = new SegmentRef(1, SIZE, "sum");
    assertThat(copies.of(fresh, FRESH_ROWS - 1, Intent.ROWS)).isSameAs(HostSorted.NONE);
    assertThat(copies.of(fresh, FRESH_ROWS, Intent.ROWS).by(Side.CLIENT)).isNull();
    assertThat(wanted()).hasSize(1);
  }

  @Test
  void a_copy_that_was_changed_or_deleted_is_lost_and_wanted_again() throws Exception {
    Path changed = make(segment(1));
    Files.write(changed, new byte[SIZE]);
    Files.setLastModifiedTime(changed, FileTime.fromMillis(1));
    assertThat(ask(segment(1))).isNull();
    assertThat(wanted()).hasSize(1);
    Path deleted = make(segment(2));
    Files.delete(deleted);
    assertThat(ask(segment(2))).isNull();
    assertThat(wanted()).containsExactly(new HostCopyKey(segment(2), Side.CLIENT));
    assertThat(changed).doesNotExist();
    assertThat(count("lost")).isEqualTo(2);
    assertThat(copies.sizeBytes()).isZero();
  }

  @Test
  void a_distrusted_copy_is_deleted_and_counted() throws Exception {
    Path file = make(segment(1));
    HostSorted question = copies.of(segment(1), ROWS, Intent.ROWS);
    assertThat(question.distrust()).isFalse();
    assertThat(question.by(Side.CLIENT)).isEqualTo(file);
    assertThat(question.distrust()).isTrue();
    assertThat(file).doesNotExist();
    assertThat(count("lost")).isEqualTo(1);
  }

  @Test
  void no_copy_is_given_up_that_was_used_lately() throws Exception {
    Path first = make(segment(1));
    make(segment(2));
    make(segment(3));
    assertThat(ask(segment(4))).isNull();
    assertThat(wanted()).isEmpty();
    assertThat(count("refused")).isEqualTo(1);
    nanoTime += KEEP_NANOS;
    ask(segment(2));
    ask(segment(3));
    make(segment(4));
    assertThat(first).doesNotExist();
    assertThat(ask(segment(2))).isNotNull();
    assertThat(copies.sizeBytes()).isEqualTo(3 * SIZE);
  }

  @Test
  void only_so_many_wait_and_the_others_are_counted() throws Exception {
    for (int id = 1; id <= 4; id++) {
      ask(segment(id));
      ask(segment(id));
    }
    assertThat(wanted()).hasSize(2);
    assertThat(count("refused")).isEqualTo(4);
  }

  @Test
  void a_copy_larger_than_expected_is_not_kept() throws Exception {
    ask(segment(1));
    Path large = Files.write(directory.resolve("large.parquet"), new byte[4 * SIZE]);
    copies.made(wanted().getFirst(), large);
    assertThat(large).doesNotExist();
    assertThat(count("refused")).isEqualTo(1);
    assertThat(count("made")).isZero();
  }

  @Test
  void after_one_could_not_be_made_none_is_for_a_while() throws Exception {
    ask(segment(1));
    copies.notMade(wanted().getFirst());
    ask(segment(1));
    assertThat(wanted()).isEmpty();
    assertThat(count("failed")).isEqualTo(1);
    nanoTime += Duration.ofMinutes(1).toNanos();
    ask(segment(1));
    assertThat(wanted()).hasSize(1);
  }

  @Test
  void copies_go_with_their_segment_and_leftovers_at_start() throws Exception {
    Path first = make(segment(1));
    Path second = make(segment(2));
    copies.forget(segment(1));
    assertThat(first).doesNotExist();
    assertThat(copies.sizeBytes()).isEqualTo(SIZE);
    assertThat(Optional.ofNullable(open(SIZE).of(segment(2), ROWS, Intent.ROWS).by(Side.CLIENT)))
        .isEmpty();
    assertThat(second).doesNotExist();
  }
}
