package io.tapline.wire.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.capture.PcapngOption.Numeric;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the writer lost is told once, whether with packets or in statistics. */
class StatisticsLossTest {

  @Test
  void drops_in_statistics_at_the_end_are_told_at_the_end() throws IOException {
    assertThat(losses(packet(0), packet(0), BlockSamples.statistics(10, 4)))
        .containsExactly(0L, 0L, 14L);
  }

  @Test
  void drops_that_packets_told_are_not_told_again() throws IOException {
    assertThat(losses(packet(3), packet(2), BlockSamples.statistics(5, 4)))
        .containsExactly(3L, 2L, 4L);
  }

  @Test
  void statistics_count_from_the_beginning_of_the_capture() throws IOException {
    assertThat(
            losses(
                packet(0),
                BlockSamples.statistics(5, 0),
                packet(0),
                BlockSamples.statistics(5, 2),
                packet(1),
                BlockSamples.statistics(5, 3)))
        .containsExactly(0L, 5L, 3L, 0L);
  }

  @Test
  void reading_from_the_middle_tells_only_what_was_not_told_before() throws IOException {
    byte[] bytes =
        file(packet(3), BlockSamples.statistics(4, 0), packet(2), BlockSamples.statistics(8, 0));
    try (CaptureFile file = CaptureFile.of(MemorySegment.ofArray(bytes))) {
      CaptureReader first = file.reader();
      assertThat(first.next()).isTrue();
      assertThat(losses(file.readerAt(first.nextFileOffset(), 1))).containsExactly(3L, 2L);
    }
  }

  private static PcapngBlock packet(long drops) {
    List<PcapngOption> options = drops == 0 ? List.of() : List.of(new Numeric(4, 8, drops));
    return new PcapngBlock.EnhancedPacket(0, 1, 1, Octets.of((byte) 1), options);
  }

  private static byte[] file(PcapngBlock... blocks) throws IOException {
    List<PcapngBlock> all = new ArrayList<>(List.of(BlockSamples.SECTION, BlockSamples.INTERFACE));
    all.addAll(List.of(blocks));
    return BlockSamples.write(all);
  }

  private static List<Long> losses(PcapngBlock... blocks) throws IOException {
    try (CaptureFile file = CaptureFile.of(MemorySegment.ofArray(file(blocks)))) {
      return losses(file.reader());
    }
  }

  /** Before each frame, and behind the last. */
  private static List<Long> losses(CaptureReader reader) {
    List<Long> losses = new ArrayList<>();
    while (reader.next()) {
      losses.add(reader.droppedBefore());
    }
    losses.add(reader.droppedAtEnd());
    return losses;
  }
}
