package io.tapline.flowlog.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.store.LossCounts;
import io.tapline.flowlog.store.OpenParts;
import io.tapline.flowlog.store.SegmentRef;
import io.tapline.flowlog.store.SegmentSnapshot;
import io.tapline.flowlog.store.SegmentSnapshot.Part;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SuspectsTest {
  private final AtomicLong now = new AtomicLong();
  private final UnreadableSegments unreadable = new UnreadableSegments(now::get);

  @Test
  void a_lack_of_memory_makes_no_segment_unreadable() {
    SQLException memory =
        new SQLException("Out of Memory Error: could not allocate block of size 256 KiB");
    Suspects suspects = new Suspects(unreadable);
    for (int i = 0; i < 3; i++) {
      assertThat(suspects.find(memory, nothingOpened(), nothingScanned())).isFalse();
    }
    assertThat(unreadable.size()).isZero();
    assertThat(suspects.mayReadCopies()).isTrue();
  }

  @Test
  void an_unreadable_segment_is_tried_again_after_a_while() {
    Part part = new Part(new SegmentRef(7, 1, ""), 1, 5, 0, 1, null, 1);
    unreadable.add(part);
    assertThat(unreadable.without(List.of(part))).isEmpty();
    now.addAndGet(UnreadableSegments.KEPT.plus(Duration.ofSeconds(1)).toNanos());
    assertThat(unreadable.without(List.of(part))).containsExactly(part);
    assertThat(unreadable.size()).isZero();
  }

  @Test
  void what_an_unreadable_segment_lacks_is_a_loss_of_unknown_size() {
    Part part = new Part(new SegmentRef(7, 1, ""), 1, 5, 10, 20, null, 1);
    unreadable.add(part);
    try (SegmentSnapshot snapshot =
        new SegmentSnapshot(
            List.of(part), 1, Instant.EPOCH, List.of(), LossCounts.NONE, new NoOpener())) {
      assertThat(unreadable.completeness(snapshot, 1).losses())
          .singleElement()
          .matches(loss -> loss.count() == 0 && loss.unit().label().equals("unknown"));
    }
  }

  @SuppressWarnings("NullAway") // neither is looked at when memory is short
  private static OpenParts nothingOpened() {
    return null;
  }

  @SuppressWarnings("NullAway")
  private static Scan nothingScanned() {
    return null;
  }

  private static final class NoOpener implements SegmentSnapshot.Opener {
    @Override
    public OpenParts open(List<Part> parts, io.tapline.flowlog.store.StillWanted wanted) {
      throw new AssertionError("nothing is opened");
    }

    @Override
    public void distrust(Part part) {
      throw new AssertionError("nothing is distrusted");
    }

    @Override
    public void close() {}
  }
}
