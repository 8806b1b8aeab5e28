package io.tapline.flowlog.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.assemble.Pieces;
import io.tapline.flowlog.assemble.SavedOpen;
import io.tapline.flowlog.segment.SegmentFile;
import io.tapline.flowlog.store.LossCounts;
import io.tapline.rpc.Refusal;
import io.tapline.wire.flow.LossUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store of checkpoints keeps to. */
abstract class CheckpointStoreContract {
  @TempDir Path directory;

  /** The store under test, which knows no source yet. */
  abstract CheckpointStore store();

  @Test
  void a_new_source_begins_at_zero_and_numbers_have_no_gaps() {
    Lease first = store().open("probe", "eth0", SourceEncoding.PACKETS);
    assertThat(first.sourceId()).isEqualTo(1);
    assertThat(first.epoch()).isEqualTo(1);
    assertThat(first.nextPosition()).isZero();
    assertThat(first.state()).isNull();
    assertThat(first.account()).isEqualTo(SourceAccount.EMPTY);
    assertThat(store().open("probe", "eth1", SourceEncoding.PACKETS).sourceId()).isEqualTo(2);
    assertThat(store().open("probe", "eth0", SourceEncoding.PACKETS).sourceId()).isEqualTo(1);
    assertThat(store().open("other", "eth0", SourceEncoding.PACKETS).sourceId()).isEqualTo(3);
  }

  @Test
  void a_source_keeps_the_encoding_it_began_with() {
    SourceEncoding log =
        new SourceEncoding(SourceEncoding.Kind.FIREWALL_LOG, 2003, "Europe/Prague");
    assertThat(store().open("probe", "log", log).encoding()).isEqualTo(log);
    assertThat(store().open("probe", "log", log).epoch()).isEqualTo(2);

    assertThatThrownBy(() -> store().open("probe", "log", SourceEncoding.PACKETS))
        .isInstanceOfSatisfying(
            Refusal.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.INVALID_OPEN))
        .hasMessage(
            "The source began with encoding firewall_log from 2003 in Europe/Prague and cannot go"
                + " on with packets; open another source.");
    assertThat(store().open("probe", "log", log).epoch()).isEqualTo(3);
  }

  @Test
  void sources_opened_at_the_same_time_get_numbers_without_gaps() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Lease>> leases =
          IntStream.range(0, 20)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> store().open("probe", "s" + i, SourceEncoding.PACKETS), threads))
              .toList();
      assertThat(leases.stream().map(lease -> lease.join().sourceId()))
          .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
    }
  }

  @Test
  void everything_of_a_checkpoint_is_there_when_the_source_is_opened_again() throws Exception {
    Lease lease = store().open("probe", "eth0", SourceEncoding.PACKETS);
    var committed = store().commit(checkpoint(lease, 1, 10, segment("a"), segment("o")));
    assertThat(committed.segmentIds()).hasSize(2).doesNotHaveDuplicates();
    Lease again = store().open("probe", "eth0", SourceEncoding.PACKETS);
    assertThat(again.epoch()).isEqualTo(2);
    assertThat(again.checkpoint()).isEqualTo(1);
    assertThat(again.nextPosition()).isEqualTo(10);
    assertThat(again.state()).containsExactly(1, 2, 3);
    assertThat(again.account()).isEqualTo(account(10));
    assertThat(again.lost().frames()).isEqualTo(7);
    assertThat(again.finished()).isFalse();
    assertThat(states(again)).extracting(OpenState::number).containsExactly(1L);
  }

  @Test
  void open_segments_that_a_checkpoint_does_not_keep_are_gone() throws Exception {
    Lease lease = store().open("probe", "eth0", SourceEncoding.PACKETS);
    store().commit(checkpoint(lease, 1, 10, segment("a"), segment("o")));
    store().commit(checkpoint(lease, 2, 20, segment("b"), segment("p")));
    assertThat(states(lease)).extracting(OpenState::number).containsExactly(2L);
    store().commit(checkpoint(lease, 3, 30, null, null));
    assertThat(states(lease)).isEmpty();
  }

  private List<OpenState> states(Lease lease) {
    List<OpenState> states = new ArrayList<>();
    store().restore(lease, states::add);
    return states;
  }

  @Test
  void open_segments_come_back_in_order_with_the_rows_that_hold() throws Exception {
    Lease lease = store().open("probe", "eth0", SourceEncoding.PACKETS);
    store().commit(checkpoint(lease, 1, 10, null, segment("o")));
    Checkpoint second = checkpoint(lease, 2, 20, null, segment("p"));
    SavedOpen dying =
        new SavedOpen(
            Map.of(1L, new SavedOpen.Holding(new byte[] {(byte) 0xc0}, 3)), Set.of(1L, 2L));
    store()
        .commit(
            new Checkpoint(
                1,
                1,
                2,
                20,
                List.of(),
                second.open(),
                dying,
                new byte[0],
                List.of(),
                account(20),
                false));

    List<OpenState> states = states(store().open("probe", "eth0", SourceEncoding.PACKETS));
    assertThat(states).extracting(OpenState::number).containsExactly(1L, 2L);
    assertThat(states.get(0).state()).containsExactly(1);
    assertThat(states.get(0).deletionVector()).containsExactly(0xc0);
    assertThat(states.get(1).deletionVector()).isEmpty();
  }

  @Test
  void a_checkpoint_committed_twice_counts_once() throws Exception {
    Lease lease = store().open("probe", "eth0", SourceEncoding.PACKETS);
    Checkpoint checkpoint = checkpoint(lease, 1, 10, segment("a"), segment("o"));
    assertThat(store().commit(checkpoint).segmentIds()).hasSize(2);
    assertThat(store().commit(checkpoint).segmentIds()).isEmpty();
    assertThat(store().commit(checkpoint).lost().frames()).isEqualTo(7);
    assertThat(store().open("probe", "eth0", SourceEncoding.PACKETS).account())
        .isEqualTo(account(10));
  }

  @Test
  void a_zombie_commits_nothing() throws Exception {
    Lease zombie = store().open("probe", "eth0", SourceEncoding.PACKETS);
    Lease heir = store().open("probe", "eth0", SourceEncoding.PACKETS);
    assertFenced(checkpoint(zombie, 1, 10, segment("z"), null));
    store().commit(checkpoint(heir, 1, 5, segment("h"), null));
    assertFenced(checkpoint(zombie, 1, 10, segment("z"), null));
    assertFenced(checkpoint(zombie, 2, 10, segment("z"), null));
    assertThat(store().open("probe", "eth0", SourceEncoding.PACKETS).nextPosition()).isEqualTo(5);
  }

  @Test
  void a_loss_told_twice_counts_once() throws Exception {
    Lease lease = store().open("probe", "eth0", SourceEncoding.PACKETS);
    store().commit(checkpoint(lease, 1, 10, null, null));
    assertThat(store().commit(checkpoint(lease, 2, 10, null, null)).lost().frames()).isEqualTo(7);
  }

  @Test
  void losses_of_one_place_and_time_add_up_and_units_stand_apart() throws Exception {
    Lease lease = store().open("probe", "eth0", SourceEncoding.PACKETS);
    assertThat(lease.nextLoss()).isEqualTo(1);
    store().commit(checkpoint(lease, 1, 10, null, null));
    List<SourceLoss> more =
        List.of(
            loss(4, 7, LossUnit.FRAMES),
            loss(SourceLoss.OWN, 2, LossUnit.RECORDS),
            loss(SourceLoss.OWN, 2, LossUnit.RECORDS),
            loss(9, 0, LossUnit.FRAMES),
            loss(10, 5, LossUnit.BYTES));
    LossCounts lost = store().commit(checkpoint(lease, 2, 10, more)).lost();
    assertThat(lost.labelled())
        .isEqualTo(Map.of("frames", 14L, "records", 4L, "unknown", 1L, "bytes", 5L));
    Lease again = store().open("probe", "eth0", SourceEncoding.PACKETS);
    assertThat(again.lost()).isEqualTo(lost);
    assertThat(again.nextLoss()).isEqualTo(11);
  }

  @Test
  void a_finished_source_takes_nothing_more() throws Exception {
    Lease lease = store().open("probe", "eth0", SourceEncoding.PACKETS);
    Checkpoint last = checkpoint(lease, 1, 10, segment("a"), null);
    store()
        .commit(
            new Checkpoint(
                1,
                1,
                1,
                10,
                last.closed(),
                List.of(),
                SavedOpen.NONE,
                new byte[0],
                last.losses(),
                account(10),
                true));
    Lease again = store().open("probe", "eth0", SourceEncoding.PACKETS);
    assertThat(again.finished()).isTrue();
    assertThat(again.state()).isNull();
    assertFenced(checkpoint(again, 2, 20, segment("b"), null));
  }

  private static SourceLoss loss(long number, long count, LossUnit unit) {
    return new SourceLoss(number, 4, count, unit, "capture.kernel", 100, 200, "seven frames");
  }

  private static Checkpoint checkpoint(
      Lease lease, long number, long next, List<SourceLoss> losses) {
    return new Checkpoint(
        lease.sourceId(),
        lease.epoch(),
        number,
        next,
        List.of(),
        List.of(),
        SavedOpen.NONE,
        new byte[] {1, 2, 3},
        losses,
        account(next),
        false);
  }

  final void assertFenced(Checkpoint checkpoint) {
    assertThatThrownBy(() -> store().commit(checkpoint))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.FENCED));
  }

  static Checkpoint checkpoint(
      Lease lease,
      long number,
      long next,
      @Nullable SegmentFile closed,
      @Nullable SegmentFile open) {
    return new Checkpoint(
        lease.sourceId(),
        lease.epoch(),
        number,
        next,
        closed == null ? List.of() : List.of(closed),
        open == null
            ? List.of()
            : List.of(new OpenFile(number, open, Pieces.of(new byte[] {(byte) number}))),
        open == null ? SavedOpen.NONE : new SavedOpen(Map.of(), Set.of(number)),
        new byte[] {1, 2, 3},
        List.of(
            new SourceLoss(3, 4, 7, LossUnit.FRAMES, "capture.kernel", 100, 200, "seven frames")),
        account(next),
        false);
  }

  private static SourceAccount account(long frames) {
    return new SourceAccount(
        frames,
        frames * 60,
        2,
        1,
        Map.of("connection", frames - 1, "arp", 1L),
        100,
        900,
        3,
        Map.of("lost_flows", 4L));
  }

  final SegmentFile segment(String name) throws IOException {
    Path path = Files.writeString(directory.resolve(name), "x");
    return new SegmentFile(path, 1, 1, "00", 5, 100, 200, 300, 50, 5000, new byte[] {1});
  }
}
