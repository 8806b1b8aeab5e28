package io.tapline.wire.capture;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(read.ending().kind()).isEqualTo(CaptureEnding.Kind.COMPLETE);
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

  @Test
  void a_frame_of_an_unknown_interface_ends_the_reading() throws IOException {
    byte[] bytes = new PcapngSamples(false).section().enhanced(0, 1, 1, 1).bytes();
    Read read = Frames.read(bytes);
    assertThat(read.frames()).isEmpty();
    assertThat(read.ending().kind()).isEqualTo(CaptureEnding.Kind.CORRUPT);
    assertThat(read.ending().fileOffset()).isEqualTo(28);
    assertThat(read.ending().message()).contains("byte 28").contains("interface 0");
  }

  @Test
  void interfaces_over_the_limit_end_the_reading() throws IOException {
    byte[] start = new PcapngSamples(false).section().bytes();
    byte[] both = new PcapngSamples(false).section().interfaceBlock(1, 0, 9, 1, 9).bytes();
    int length = both.length - start.length;
    byte[] file = Arrays.copyOf(start, start.length + length * (PcapngInterfaces.MAXIMUM + 1));
    for (int at = start.length; at < file.length; at += length) {
      System.arraycopy(both, start.length, file, at, length);
    }
    CaptureEnding ending = Frames.read(file).ending();
    assertThat(ending.kind()).isEqualTo(CaptureEnding.Kind.CORRUPT);
    assertThat(ending.message()).contains("more than 65536 interfaces");
    assertThat(ending.fileOffset()).isEqualTo(file.length - length);
  }

  @Test
  void a_block_whose_two_lengths_differ_ends_the_reading() throws IOException {
    byte[] bytes = PcapngSamples.everything(false);
    bytes[24]++;
    assertThat(Frames.read(bytes).ending().kind()).isEqualTo(CaptureEnding.Kind.CORRUPT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 13, 0x0100_0004, -4})
  void an_unreasonable_block_length_ends_the_reading(int length) throws IOException {
    byte[] bytes = new PcapngSamples(true).section().unknown().bytes();
    MemorySegment.ofArray(bytes)
        .set(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), 32, length);
    CaptureEnding ending = Frames.read(bytes).ending();
    assertThat(ending.kind()).isEqualTo(CaptureEnding.Kind.CORRUPT);
    assertThat(ending.fileOffset()).isEqualTo(28);
  }
}
