package io.tapline.wire.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.capture.CaptureEnding.Kind;
import io.tapline.wire.capture.Frames.Frame;
import io.tapline.wire.capture.Frames.Read;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcapngReaderTest {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void every_packet_block_in_sections_of_both_byte_orders_is_read(boolean bigEndian)
      throws IOException {
    Read read = Frames.read(PcapngSamples.everything(bigEndian));
    long time = 1_700_000_000_000_000_001L;
    long offset = 1_700_000_001_000_000_000L;
    assertThat(read.frames())
        .containsExactly(
            Frame.of(new byte[] {1, 2, 3}, 57, time, 1, 0),
            Frame.of(new byte[] {4, 5, 6}, 0, time, 1, 0),
            Frame.of(new byte[] {9, 8}, 0, offset, 101, 9),
            Frame.of(new byte[] {7}, 0, 2_125_000_000L, 113, 0));
    assertThat(read.ending().kind()).isEqualTo(Kind.COMPLETE);
  }

  @Test
  void interfaces_are_numbered_over_all_sections() throws IOException {
    byte[] bytes = PcapngSamples.everything(true);
    try (CaptureFile file = CaptureFile.of(MemorySegment.ofArray(bytes))) {
      CaptureReader reader = file.reader();
      List<Integer> numbers = new ArrayList<>();
      while (reader.next()) {
        numbers.add(reader.interfaceIndex());
      }
      assertThat(numbers).containsExactly(0, 0, 1, 2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 7, 7000000000",
    "3, 7, 7000000",
    "6, 7, 7000",
    "9, 7, 7",
    "12, 7000, 7",
    "27, 7000000000000000000, 7",
    "28, 7000000000000000000, 0",
    "128, 7, 7000000000",
    "138, 512, 500000000",
    "191, -9223372036854775808, 1000000000",
    "255, 1, 0",
  })
  void times_are_converted_from_every_resolution(int option, long units, long nanos) {
    assertThat(TimeResolution.of(option).toNanos(units)).isEqualTo(nanos);
  }

  @Test
  void a_simple_packet_is_as_long_as_the_snap_length() throws IOException {
    byte[] bytes =
        new PcapngSamples(false).section().interfaceBlock(1, 2, 9, 1, 9).simple(60, 1, 2).bytes();
    assertThat(Frames.read(bytes).frames())
        .containsExactly(Frame.of(new byte[] {1, 2}, 58, 0, 1, 0));
  }

  private static PcapngSamples ethernet() {
    return new PcapngSamples(false).section().interfaceBlock(1, 0, 9, 1, 9);
  }

  /** Of every frame the damage before it, then that at the end. */
  private static List<String> damages(byte[] bytes) throws IOException {
    try (CaptureFile file = CaptureFile.of(MemorySegment.ofArray(bytes))) {
      CaptureReader reader = file.reader();
      List<String> damages = new ArrayList<>();
      while (reader.next()) {
        damages.add(reader.damagedBefore() + " " + reader.damage());
      }
      damages.add(reader.damagedBefore() + " " + reader.damage());
      assertThat(reader.ending()).extracting(CaptureEnding::kind).isEqualTo(Kind.COMPLETE);
      return damages;
    }
  }

  @Test
  void a_frame_of_an_unknown_interface_is_skipped_and_counted() throws IOException {
    byte[] bytes =
        ethernet().enhanced(0, 1, 1, 1).enhanced(3, 2, 1, 2).enhanced(0, 3, 1, 3).bytes();
    assertThat(Frames.read(bytes).frames())
        .containsExactly(
            Frame.of(new byte[] {1}, 0, 1, 1, 0), Frame.of(new byte[] {3}, 0, 3, 1, 0));
    assertThat(damages(bytes))
        .containsExactly(
            "0 ",
            "1 The block at byte 96 is damaged and was skipped: interface 3 is not described.",
            "0 ");
  }

  @Test
  void damaged_blocks_at_the_end_are_counted_there() throws IOException {
    byte[] bytes =
        ethernet().enhanced(0, 1, 1, 1).enhanced(3, 2, 1, 2).enhanced(4, 3, 1, 3).bytes();
    assertThat(damages(bytes))
        .containsExactly(
            "0 ",
            "2 2 damaged blocks were skipped, the first at byte 96: interface 3 is not described.");
  }

  @Test
  void a_frame_longer_than_its_block_is_skipped() throws IOException {
    byte[] bytes = ethernet().enhanced(0, 1, 1, 1).enhanced(0, 2, 1, 2).bytes();
    bytes[60 + 20] = 5;
    assertThat(damages(bytes))
        .containsExactly(
            "1 The block at byte 60 is damaged and was skipped: a frame of 5 bytes.", "0 ");
  }

  @Test
  void an_unreadable_interface_keeps_the_numbers_of_the_others() throws IOException {
    byte[] bytes =
        new PcapngSamples(false)
            .section()
            .cutInterfaceBlock()
            .interfaceBlock(101, 0, 9, 1, 9)
            .enhanced(0, 1, 1, 1)
            .enhanced(1, 2, 1, 2)
            .bytes();
    assertThat(Frames.read(bytes).frames()).containsExactly(Frame.of(new byte[] {2}, 0, 2, 101, 0));
  }

  @Test
  void a_strict_reader_ends_at_a_damaged_block() throws IOException {
    byte[] bytes = new PcapngSamples(false).section().enhanced(0, 1, 1, 1).bytes();
    try (CaptureFile file = CaptureFile.of(MemorySegment.ofArray(bytes))) {
      Read read = Frames.read(file.strictReader());
      assertThat(read.frames()).isEmpty();
      assertThat(read.ending().kind()).isEqualTo(Kind.CORRUPT);
      assertThat(read.ending().fileOffset()).isEqualTo(28);
      assertThat(read.ending().message()).contains("byte 28").contains("interface 0");
    }
  }

  @Test
  void interfaces_over_the_limit_are_skipped() throws IOException {
    byte[] start = new PcapngSamples(false).section().bytes();
    byte[] both = ethernet().bytes();
    int length = both.length - start.length;
    byte[] file = Arrays.copyOf(start, start.length + length * (PcapngInterfaces.MAXIMUM + 1));
    for (int at = start.length; at < file.length; at += length) {
      System.arraycopy(both, start.length, file, at, length);
    }
    assertThat(damages(file))
        .containsExactly(
            "0 The block at byte %d is damaged and was skipped: more than 65536 interfaces."
                .formatted(file.length - length));
  }

  @Test
  void a_block_whose_two_lengths_differ_ends_the_reading() throws IOException {
    byte[] bytes = PcapngSamples.everything(false);
    bytes[24]++;
    assertThat(Frames.read(bytes).ending().kind()).isEqualTo(Kind.CORRUPT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 13, 0x0100_0004, -4})
  void an_unreasonable_block_length_ends_the_reading(int length) throws IOException {
    byte[] bytes = new PcapngSamples(true).section().unknown().bytes();
    MemorySegment.ofArray(bytes)
        .set(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), 32, length);
    CaptureEnding ending = Frames.read(bytes).ending();
    assertThat(ending.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(ending.fileOffset()).isEqualTo(28);
  }
}
