package io.tapline.capture.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.capture.batch.Batch;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.batch.Hop;
import io.tapline.capture.batch.Loss;
import io.tapline.capture.deliver.IngestAnswer.Opened;
import io.tapline.capture.deliver.IngestLink;
import io.tapline.capture.deliver.IngestTotals;
import io.tapline.capture.deliver.LinkException;
import io.tapline.capture.deliver.SourceClock;
import io.tapline.rpc.Refusal;
import io.tapline.wire.flow.LossUnit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every way to a connection log keeps to. The same for a log in this process, one behind gRPC
 * and the fake one of the tests.
 */
public abstract class IngestLinkContract {
  private static final AtomicInteger SOURCES = new AtomicInteger();
  private final String source = "contract-" + SOURCES.incrementAndGet();
  @TempDir Path directory;

  /** The way to the log under test. */
  protected abstract IngestLink link();

  /** From now on the log neither takes more than it has room for nor makes anything durable. */
  protected abstract void hold();

  /** The log goes on. */
  protected abstract void goOn();

  private Sender open() {
    return new Sender(link().open("probe", source, Encoding.PACKETS));
  }

  @Test
  void every_frame_is_counted_once_and_positions_become_durable_in_order() throws Exception {
    try (Sender sender = open()) {
      Opened opened = sender.opened();
      assertThat(opened.fresh()).isTrue();
      for (int at = 0; at < 500; at += 100) {
        sender.send(TestFrames.batch(at, 100));
      }
      sender.call.finish(500);
      IngestTotals totals = sender.finished();
      assertThat(totals.frames()).isEqualTo(500);
      assertThat(totals.bytes()).isEqualTo(500L * TestFrames.FRAME_BYTES);
      assertThat(totals.outcomes().values().stream().mapToLong(n -> n).sum()).isEqualTo(500);
      assertThat(sender.acknowledged).isSorted().allMatch(position -> position <= 500);
    }
  }

  @Test
  void frames_sent_again_are_not_counted_again() throws Exception {
    try (Sender first = open()) {
      first.opened();
      first.send(TestFrames.batch(0, 300));
      first.send(TestFrames.batch(250, 50));
      first.call.end();
      assertThat(first.end().retryable()).isTrue();
      assertThat(first.acknowledged).endsWith(300L);
    }
    try (Sender second = open()) {
      assertThat(second.opened().nextPosition()).isEqualTo(300);
      second.send(TestFrames.batch(200, 200));
      second.call.finish(400);
      IngestTotals totals = second.finished();
      assertThat(totals.frames()).isEqualTo(400);
      assertThat(totals.bytes()).isEqualTo(400L * TestFrames.FRAME_BYTES);
    }
  }

  @Test
  void a_gap_is_refused_for_good() throws Exception {
    try (Sender sender = open()) {
      sender.opened();
      sender.send(TestFrames.batch(0, 10));
      sender.send(TestFrames.batch(11, 10));
      assertThat(sender.end().retryable()).isFalse();
    }
  }

  @Test
  void a_second_call_takes_the_source_over() throws Exception {
    try (Sender first = open()) {
      long epoch = first.opened().epoch();
      first.send(TestFrames.batch(0, 10));
      try (Sender second = open()) {
        Opened opened = second.opened();
        assertThat(opened.epoch()).isGreaterThan(epoch);
        assertThat(first.sendUntilRefused(10).retryable()).isTrue();
        int next = (int) opened.nextPosition();
        assertThat(next).isIn(0, 10);
        second.send(TestFrames.batch(next, 50 - next));
        second.call.finish(50);
        assertThat(second.finished().frames()).isEqualTo(50);
      }
    }
  }

  @Test
  void a_slow_log_slows_the_sender_and_nothing_is_lost() throws Exception {
    try (Sender sender = open()) {
      sender.opened();
      hold();
      int batches = 0;
      while (sender.call.awaitReady(300)) {
        sender.call.send(TestFrames.large(batches++));
        assertThat(batches).as("batches of 1 MiB that wait").isLessThan(40);
      }
      goOn();
      sender.send(TestFrames.large(batches++));
      sender.call.finish((long) batches * TestFrames.LARGE_FRAMES);
      assertThat(sender.finished().frames()).isEqualTo((long) batches * TestFrames.LARGE_FRAMES);
    } finally {
      goOn();
    }
  }

  @Test
  void a_loss_is_known_by_its_number_and_losses_of_one_place_add_up() throws Exception {
    List<Loss> losses =
        List.of(
            loss(1, 50, 9, LossUnit.FRAMES),
            loss(2, 50, 9, LossUnit.FRAMES),
            loss(3, 50, 4, LossUnit.FRAMES),
            loss(5, 60, 1, LossUnit.FRAMES));
    try (Sender sender = open()) {
      assertThat(sender.opened().nextLoss()).isEqualTo(1);
      sender.send(TestFrames.batch(0, 100, losses));
      sender.acknowledged(100);
      assertThat(sender.losses).containsExactlyInAnyOrder(1L, 2L, 3L, 5L);
      sender.send(TestFrames.batch(20, 100, losses));
      sender.send(TestFrames.batch(120, 1, List.of(loss(4, 121, 5, LossUnit.FRAMES))));
      sender.acknowledged(121);
      assertThat(sender.losses).last().isEqualTo(4L);
      sender.send(TestFrames.batch(121, 1, List.of(loss(4, 121, 70, LossUnit.FRAMES))));
      sender.send(TestFrames.batch(122, 0, List.of(loss(7, 122, 2, LossUnit.FRAMES))));
      sender.call.finish(122);
      assertThat(sender.finished().lostFrames()).isEqualTo(9 + 9 + 4 + 1 + 5 + 2);
    }
  }

  @Test
  void a_loss_sent_again_by_a_later_call_counts_once_and_new_numbers_come_after_it()
      throws Exception {
    List<Loss> last = List.of(loss(8, 10, 3, LossUnit.FRAMES));
    try (Sender first = open()) {
      first.opened();
      first.send(TestFrames.batch(0, 10, last));
      first.call.end();
      first.end();
      assertThat(first.losses).containsExactly(8L);
    }
    try (Sender second = open()) {
      Opened opened = second.opened();
      assertThat(opened.nextLoss()).isEqualTo(9);
      second.send(TestFrames.batch(10, 0, last));
      second.send(TestFrames.batch(10, 0, List.of(loss(9, 10, 3, LossUnit.FRAMES))));
      second.call.finish(10);
      assertThat(second.finished().lostFrames()).isEqualTo(6);
    }
  }

  @Test
  void units_of_losses_stand_apart() throws Exception {
    List<Loss> losses = new ArrayList<>();
    for (LossUnit unit : LossUnit.values()) {
      losses.add(loss(losses.size() + 1L, 0, 10L + losses.size(), unit));
    }
    losses.add(loss(100, 0, 0, LossUnit.FRAMES));
    try (Sender sender = open()) {
      sender.opened();
      sender.send(TestFrames.batch(0, 1, losses));
      sender.call.finish(1);
      IngestTotals totals = sender.finished();
      assertThat(totals.lost())
          .isEqualTo(
              Map.of(
                  "frames",
                  10L,
                  "datagrams",
                  11L,
                  "records",
                  12L,
                  "lines",
                  13L,
                  "bytes",
                  14L,
                  "unknown",
                  2L));
      assertThat(totals.lostFrames()).isEqualTo(10);
    }
  }

  @Test
  void texts_of_losses_are_taken_whatever_characters_they_have() throws Exception {
    String text = "a NUL \0 and half a pair \ud800 and a whole \ud83d\ude00";
    try (Sender sender = open()) {
      sender.opened();
      Loss loss = new Loss(1, 1, 2, LossUnit.FRAMES, Hop.FILE, 7, 8, text);
      sender.send(TestFrames.batch(0, 1, List.of(loss)));
      sender.call.finish(1);
      assertThat(sender.finished().lostFrames()).isEqualTo(2);
    }
  }

  private static Loss loss(long number, long position, long count, LossUnit unit) {
    return new Loss(number, position, count, unit, Hop.KERNEL, 7, 8, "lost");
  }

  @Test
  void a_half_closed_call_ends_when_what_was_sent_is_durable() throws Exception {
    try (Sender sender = open()) {
      sender.opened();
      sender.send(TestFrames.batch(0, 42));
      sender.call.end();
      assertThat(sender.end().retryable()).isTrue();
      assertThat(sender.acknowledged).endsWith(42L);
    }
    try (Sender next = open()) {
      assertThat(next.opened().nextPosition()).isEqualTo(42);
    }
  }

  @Test
  void a_cancelled_call_leaves_the_source_to_the_next() throws Exception {
    try (Sender sender = open()) {
      sender.opened();
      sender.send(TestFrames.batch(0, 100));
    }
    try (Sender next = open()) {
      int from = (int) next.opened().nextPosition();
      assertThat(from).isIn(0, 100);
      next.send(TestFrames.batch(from, 200 - from));
      next.call.finish(200);
      assertThat(next.finished().frames()).isEqualTo(200);
    }
  }

  @Test
  void a_finished_source_says_its_totals_and_takes_nothing_more() throws Exception {
    finish(30);
    try (Sender again = open()) {
      assertThat(again.opened().finished())
          .isNotNull()
          .extracting(IngestTotals::frames)
          .isEqualTo(30L);
      again.send(TestFrames.batch(30, 10));
      assertThat(again.end().retryable()).isFalse();
    }
  }

  @Test
  void a_source_of_another_encoding_is_refused_so_that_another_name_is_taken() throws Exception {
    finish(30);
    try (Sender other =
        new Sender(link().open("probe", source, Encoding.of(Encoding.Kind.FLOW_EXPORT)))) {
      LinkException refusal = other.end();
      assertThat(refusal.nameHeld()).isTrue();
      assertThat(refusal.retryable()).isFalse();
    }
  }

  @Test
  void a_half_closed_call_of_a_finished_source_ends() throws Exception {
    finish(30);
    try (Sender again = open()) {
      again.call.end();
      assertThat(again.opened().finished()).isNotNull();
      assertThat(again.end().retryable()).isTrue();
    }
  }

  private void finish(int frames) throws Exception {
    try (Sender sender = open()) {
      sender.opened();
      sender.send(TestFrames.batch(0, frames));
      sender.call.finish(frames);
      assertThat(sender.finished().frames()).isEqualTo(frames);
    }
  }

  @Test
  void a_wrong_number_of_frames_at_the_end_is_refused_for_good() throws Exception {
    try (Sender sender = open()) {
      sender.opened();
      sender.send(TestFrames.batch(0, 10));
      sender.call.finish(11);
      assertThat(sender.end().retryable()).isFalse();
    }
  }

  @Test
  void a_clock_is_taken_after_the_frames_before_it_and_refused_before_them() throws Exception {
    try (Sender sender = open()) {
      sender.opened();
      sender.send(TestFrames.batch(0, 10));
      sender.clock(new SourceClock(TestFrames.T0 + 1, 10));
      sender.send(TestFrames.batch(10, 10));
      sender.clock(new SourceClock(TestFrames.T0 + 2, 20));
      sender.acknowledged(20);
      sender.clock(new SourceClock(TestFrames.T0 + 3, 21));
      assertThat(sender.end().retryable()).isFalse();
    }
  }

  @Test
  void a_batch_of_a_file_is_let_go_of_once_the_call_is_over() throws Exception {
    for (int end = 0; end < 3; end++) {
      TestFile file = TestFile.of(directory.resolve("file-" + end), 40, 30_000);
      try (Sender sender = open()) {
        int from = (int) sender.opened().nextPosition();
        sender.send(file.batch(from, 0, 20));
        sender.send(file.batch(from + (end == 1 ? 100 : 20), 20, 20));
        file.close();
        if (end == 2) {
          sender.call.finish(from + 40L);
          sender.finished();
        }
      }
      file.awaitFreed();
    }
  }

  @Test
  void a_file_that_becomes_shorter_is_an_outcome_and_nothing_of_it_is_counted() throws Exception {
    TestFile file = TestFile.of(directory.resolve("short"), 40, 30_000);
    try (Sender sender = open()) {
      sender.opened();
      Batch batch = file.batch(0, 0, 40);
      file.truncate();
      assertThatThrownBy(() -> sender.sendAndAwaitEnd(batch))
          .isInstanceOfAny(Refusal.class, LinkException.class)
          .hasMessageContaining("became shorter while it was read");
      file.close();
    }
    file.awaitFreed();
    try (Sender next = open()) {
      assertThat(next.opened().nextPosition()).isZero();
    }
  }
}
