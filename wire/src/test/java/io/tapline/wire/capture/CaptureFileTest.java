package io.tapline.wire.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.tapline.wire.capture.CaptureFormatException.Reason;
import io.tapline.wire.capture.Frames.Frame;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureFileTest {
  private static final List<Frame> FRAMES =
      List.of(
          Frame.of(new byte[] {1, 2, 3}, 0, 1_700_000_000_123_456_789L, 1, 0),
          Frame.of(new byte[] {4, 5}, 5, 1_700_000_001_000_000_000L, 1, 0));

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "'', EMPTY_FILE, empty",
    "d4c3, TRUNCATED_HEADER, ends after 2 bytes",
    "d4c3b2a102000400, TRUNCATED_HEADER, ends after 8 bytes",
    "0a0d0d0a1c000000, TRUNCATED_HEADER, within its header of 28",
    "1f8b080000000000, UNKNOWN_FORMAT, 'starts with 1f 8b 08 00: a gzip file, decompress it first'",
    "28b52ffd00000000, UNKNOWN_FORMAT, a zstd file",
    "fd377a585a000000, UNKNOWN_FORMAT, an xz file",
    "504b030400000000, UNKNOWN_FORMAT, a zip file",
    "425a683900000000, UNKNOWN_FORMAT, a bzip2 file",
    "cf10010300000000, UNKNOWN_FORMAT, flow-tools",
    "68656c6c6f000000, UNKNOWN_FORMAT, starts with 68 65 6c 6c.",
    "d4c3b2a1030004000000000000000000ffff000001000000, UNSUPPORTED_VERSION, pcap version 3",
    "0a0d0d0a1c0000004d3c2b1a02000000ffffffffffffffff1c000000, UNSUPPORTED_VERSION, pcapng version"
        + " 2",
    "0a0d0d0a1c0000000000000001000000ffffffffffffffff1c000000, CORRUPT, byte order magic",
  })
  void what_is_not_a_capture_is_refused_with_a_sentence(String hex, Reason reason, String words) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThatThrownBy(() -> CaptureFile.of(MemorySegment.ofArray(bytes)))
        .hasMessageContaining(words)
        .asInstanceOf(type(CaptureFormatException.class))
        .returns(reason, CaptureFormatException::reason);
  }

  @Test
  void an_empty_file_is_refused() throws IOException {
    Path path = Files.createFile(directory.resolve("empty.pcap"));
    assertThatThrownBy(() -> CaptureFile.open(path)).hasMessage("The file is empty.");
  }

  @Test
  void a_file_of_either_byte_order_is_read() throws IOException {
    String big = "a1b2c3d40002000400000000000000000000ffff00000065";
    String frame = "6553f100 00000001 00000001 00000003 45".replace(" ", "");
    assertThat(Frames.read(HexFormat.of().parseHex(big + frame)).frames())
        .containsExactly(Frame.of(new byte[] {0x45}, 2, 1_700_000_000_000_001_000L, 101, 0));
  }

  @Test
  void the_frame_check_sequence_length_is_not_part_of_the_link_type() throws IOException {
    byte[] file = Frames.pcap(FRAMES, 0x2400_0001, PcapWriter.Precision.NANOSECONDS);
    assertThat(Frames.read(file).frames()).isEqualTo(FRAMES);
  }

  @Test
  void an_unreasonable_frame_length_ends_the_reading() throws IOException {
    byte[] file = Frames.pcap(FRAMES, 1, PcapWriter.Precision.NANOSECONDS);
    file[24 + 16 + 3 + 10] = 5;
    Frames.Read read = Frames.read(file);
    assertThat(read.frames()).hasSize(1);
    assertThat(read.ending().kind()).isEqualTo(CaptureEnding.Kind.CORRUPT);
    assertThat(read.ending().fileOffset()).isEqualTo(24 + 16 + 3);
    assertThat(read.ending().message()).contains("byte 43").contains("327682 bytes");
  }

  @ParameterizedTest
  @CsvSource({"PCAP", "PCAPNG"})
  void a_growing_file_is_read_on(CaptureFormat format) throws IOException {
    byte[] whole = bytes(format);
    Path path = directory.resolve("growing");
    Files.write(path, Arrays.copyOf(whole, whole.length - 1));
    try (CaptureFile file = CaptureFile.open(path)) {
      CaptureReader reader = file.reader();
      assertThat(Frames.read(reader).ending().kind()).isEqualTo(CaptureEnding.Kind.TRUNCATED_TAIL);
      assertThat(reader.refresh()).isFalse();
      assertThat(reader.next()).isFalse();
      append(path, whole, whole.length - 1, whole.length);
      assertThat(reader.refresh()).isTrue();
      assertThat(reader.ending()).isNull();
      assertThat(Frames.read(reader).frames()).isEqualTo(FRAMES.subList(1, 2));
      assertThat(reader.position()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"PCAP", "PCAPNG"})
  void a_file_that_grows_byte_by_byte_gives_every_frame_once(CaptureFormat format)
      throws IOException {
    byte[] whole = bytes(format);
    Path path = directory.resolve("growing");
    Files.write(path, Arrays.copyOf(whole, 28));
    try (CaptureFile file = CaptureFile.open(path)) {
      CaptureReader reader = file.reader();
      int frames = Frames.read(reader).frames().size();
      for (int length = 29; length <= whole.length; length++) {
        append(path, whole, length - 1, length);
        assertThat(reader.refresh()).isTrue();
        frames += Frames.read(reader).frames().size();
      }
      assertThat(frames).isEqualTo(2);
      assertThat(file.format()).isEqualTo(format);
      assertThat(file.size()).isEqualTo(whole.length);
    }
  }

  private static byte[] bytes(CaptureFormat format) {
    return switch (format) {
      case PCAP -> Frames.pcap(FRAMES, 1, PcapWriter.Precision.NANOSECONDS);
      case PCAPNG -> Frames.pcapng(FRAMES);
    };
  }

  private static void append(Path path, byte[] bytes, int from, int to) throws IOException {
    Files.write(path, Arrays.copyOfRange(bytes, from, to), StandardOpenOption.APPEND);
  }
}
