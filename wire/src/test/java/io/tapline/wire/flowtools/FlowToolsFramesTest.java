package io.tapline.wire.flowtools;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.flowtools.FlowToolsEnding.Kind;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowToolsFramesTest {
  private static final List<ByteOrder> ORDERS = List.of(LITTLE_ENDIAN, BIG_ENDIAN);

  @TempDir Path directory;

  @Test
  void the_header_and_the_records_are_the_stream_in_pieces() throws IOException {
    for (RecordVersion version : RecordVersion.values()) {
      for (ByteOrder order : ORDERS) {
        byte[] stream = Streams.of(version, order, 0, 5);
        assertThat(joined(FlowToolsFrames.of(stream))).isEqualTo(stream);
        assertThat(joined(FlowToolsFrames.open(file(stream)))).isEqualTo(stream);
      }
    }
  }

  @Test
  void records_of_a_compressed_stream_are_handed_out_decompressed() throws IOException {
    byte[] plain = Streams.of(RecordVersion.V7, LITTLE_ENDIAN, 0, 20_000);
    byte[] compressed = Streams.of(RecordVersion.V7, LITTLE_ENDIAN, 9, 20_000);
    byte[] joined = joined(FlowToolsFrames.open(file(compressed)));
    int header = FlowToolsFrames.of(plain).header().length();
    assertThat(Arrays.copyOfRange(joined, header, joined.length))
        .isEqualTo(Arrays.copyOfRange(plain, header, plain.length));
  }

  @Test
  void reading_goes_on_at_any_record() throws IOException {
    for (int level : new int[] {0, 6}) {
      byte[] stream = Streams.of(RecordVersion.V5, BIG_ENDIAN, level, 100);
      try (FlowToolsFrames frames = FlowToolsFrames.open(file(stream))) {
        assertThat(frames.skip(40)).isEqualTo(40);
        assertThat(frames.next()).isTrue();
        assertThat(frames.position()).isEqualTo(40);
        assertThat(record(frames))
            .isEqualTo(Streams.record(RecordVersion.V5, 40).bytes(BIG_ENDIAN));
        assertThat(frames.skip(1000)).isEqualTo(59);
        assertThat(frames.next()).isFalse();
      }
    }
  }

  @Test
  void a_record_that_is_cut_off_is_an_ending_and_no_error() throws IOException {
    byte[] stream = Streams.of(RecordVersion.V5, LITTLE_ENDIAN, 0, 3);
    byte[] cut = Arrays.copyOf(stream, stream.length - 1);
    for (FlowToolsFrames frames :
        List.of(FlowToolsFrames.of(cut), FlowToolsFrames.open(file(cut)))) {
      FlowToolsEnding ending = ending(frames);
      assertThat(ending.kind()).isEqualTo(Kind.TRUNCATED_TAIL);
      assertThat(ending.records()).isEqualTo(2);
      assertThat(ending.offset()).isEqualTo(128);
      assertThat(ending.message())
          .isEqualTo("The stream ends within a record, 63 bytes after the end of record 2.");
    }
  }

  @Test
  void a_compressed_stream_that_is_not_ended_tells_it() throws IOException {
    byte[] stream = Streams.of(RecordVersion.V5, LITTLE_ENDIAN, 6, 1000);
    FlowToolsEnding half = ending(FlowToolsFrames.of(Arrays.copyOf(stream, stream.length / 2)));
    assertThat(half.kind()).isEqualTo(Kind.TRUNCATED_TAIL);
    assertThat(half.records()).isBetween(100L, 900L);
    FlowToolsEnding checksum = ending(FlowToolsFrames.of(Arrays.copyOf(stream, stream.length - 2)));
    assertThat(checksum.kind()).isEqualTo(Kind.TRUNCATED_TAIL);
    assertThat(checksum.records()).isEqualTo(1000);
  }

  @Test
  void bytes_after_the_end_of_the_compression_are_told_and_not_read() throws IOException {
    byte[] stream = Streams.of(RecordVersion.V5, LITTLE_ENDIAN, 6, 10);
    FlowToolsEnding ending = ending(FlowToolsFrames.of(Arrays.copyOf(stream, stream.length + 1)));
    assertThat(ending.kind()).isEqualTo(Kind.TRAILING_BYTES);
    assertThat(ending.records()).isEqualTo(10);
  }

  @Test
  void what_cannot_be_decompressed_ends_the_stream() throws IOException {
    byte[] stream = Streams.of(RecordVersion.V5, LITTLE_ENDIAN, 6, 1000);
    byte[] wrongSum = stream.clone();
    wrongSum[stream.length - 1] ^= 1;
    assertThat(ending(FlowToolsFrames.of(wrongSum)).kind()).isEqualTo(Kind.CORRUPT);
    stream[FlowToolsFrames.of(stream).header().length()] ^= 1;
    FlowToolsEnding ending = ending(FlowToolsFrames.of(stream));
    assertThat(ending.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(ending.records()).isZero();
  }

  @Test
  void an_empty_stream_of_records_is_complete() throws IOException {
    for (int level : new int[] {0, 6}) {
      FlowToolsFrames frames =
          FlowToolsFrames.of(Streams.of(RecordVersion.V8_13, BIG_ENDIAN, level, 0));
      assertThat(ending(frames).kind()).isEqualTo(Kind.COMPLETE);
    }
  }

  private FlowToolsEnding ending(FlowToolsFrames frames) throws IOException {
    try (frames) {
      while (frames.next()) {
        assertThat(frames.offset()).isNotNegative();
      }
      @Nullable FlowToolsEnding ending = frames.ending();
      assertThat(frames.next()).isFalse();
      if (ending == null) {
        throw new AssertionError("no ending");
      }
      return ending;
    }
  }

  private Path file(byte[] stream) throws IOException {
    return Files.write(directory.resolve("stream"), stream);
  }

  private static byte[] joined(FlowToolsFrames frames) throws IOException {
    try (frames) {
      java.io.ByteArrayOutputStream joined = new java.io.ByteArrayOutputStream();
      joined.writeBytes(frames.header().bytes());
      while (frames.next()) {
        joined.writeBytes(record(frames));
      }
      return joined.toByteArray();
    }
  }

  private static byte[] record(FlowToolsFrames frames) {
    return frames
        .bytes()
        .asSlice(frames.offset(), frames.recordSize())
        .toArray(ValueLayout.JAVA_BYTE);
  }
}
