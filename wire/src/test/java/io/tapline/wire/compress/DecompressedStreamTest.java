package io.tapline.wire.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tapline.wire.compress.Compressed.Read;
import io.tapline.wire.compress.DecompressionEnding.Kind;
import io.tapline.wire.compress.DecompressionException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecompressedStreamTest {
  private static final byte[] SOME = bytes(1, 700_000);
  private static final byte[] MORE = bytes(2, 1_000);

  /** Compressible, but not to nothing. */
  private static byte[] bytes(int seed, int count) {
    Random random = new Random(seed);
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) random.nextInt(16);
    }
    return bytes;
  }

  @Test
  void plain_bytes_are_given_as_they_are() throws IOException {
    Read read = Compressed.read(SOME);
    assertThat(read.bytes()).isEqualTo(SOME);
    assertThat(read.ending().kind()).isEqualTo(Kind.COMPLETE);
  }

  @Test
  void an_empty_file_is_no_bytes() throws IOException {
    assertThat(Compressed.read(new byte[0]).bytes()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void several_members_or_frames_are_one_stream(Compression compression) throws IOException {
    byte[] file =
        Compressed.joined(
            Compressed.of(compression, SOME),
            Compressed.of(compression, new byte[0]),
            Compressed.of(compression, MORE));
    Read read = Compressed.read(file);
    assertThat(read.bytes()).isEqualTo(Compressed.joined(SOME, MORE));
    assertThat(read.ending()).isEqualTo(DecompressionEnding.complete(file.length));
  }

  @ParameterizedTest
  @ValueSource(ints = {-13, -12, -11, -10})
  void a_gzip_header_as_long_as_the_buffer_ends(int more) throws IOException {
    byte[] name = new byte[BufferedInput.BUFFER_BYTES + more];
    Arrays.fill(name, (byte) 'a');
    name[name.length - 1] = 0;
    byte[] head = {0x1F, (byte) 0x8B, 8, 1 << 3 | 1 << 1, 0, 0, 0, 0, 0, 3};
    byte[] body = Arrays.copyOfRange(Compressed.gzip(MORE), 10, Compressed.gzip(MORE).length);
    byte[] file = Compressed.joined(head, name, new byte[2], body);
    Read read = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Compressed.read(file));
    boolean fits = more <= -12;
    assertThat(read.bytes()).isEqualTo(fits ? MORE : new byte[0]);
    assertThat(read.ending().kind()).isEqualTo(fits ? Kind.COMPLETE : Kind.CORRUPT);
  }

  @Test
  void skippable_frames_are_skipped() throws IOException {
    byte[] skippable = HexFormat.of().parseHex("572a4d1803000000010203");
    Read read = Compressed.read(Compressed.joined(skippable, Compressed.zstd(MORE), skippable));
    assertThat(read.bytes()).isEqualTo(MORE);
    assertThat(read.ending().kind()).isEqualTo(Kind.COMPLETE);
  }

  @Test
  void one_compression_may_be_around_the_other() throws IOException {
    byte[] file = Compressed.gzip(Compressed.zstd(MORE));
    try (DecompressedStream stream =
        DecompressedStream.open(new ByteArrayInputStream(file), DecompressionLimits.DEFAULTS)) {
      assertThat(stream.compressions()).containsExactly(Compression.GZIP, Compression.ZSTD);
      assertThat(stream.readAllBytes()).isEqualTo(MORE);
      assertThat(stream.fileBytes()).isEqualTo(file.length);
    }
  }

  @Test
  void a_third_compression_is_refused() {
    byte[] file = Compressed.gzip(Compressed.gzip(Compressed.gzip(MORE)));
    assertThatThrownBy(() -> Compressed.read(file))
        .asInstanceOf(type(DecompressionException.class))
        .returns(Reason.TOO_DEEP, DecompressionException::reason);
  }

  @ParameterizedTest
  @EnumSource
  void a_file_over_the_limit_of_bytes_is_refused(Compression compression) {
    DecompressionLimits limits = new DecompressionLimits(SOME.length - 1, 1000, 1 << 20);
    assertThatThrownBy(() -> Compressed.read(Compressed.of(compression, SOME), limits))
        .hasMessageContaining("limit maximumBytes")
        .asInstanceOf(type(DecompressionException.class))
        .returns(Reason.TOO_MANY_BYTES, DecompressionException::reason);
  }

  @ParameterizedTest
  @EnumSource
  void a_bomb_is_refused(Compression compression) {
    byte[] bomb = Compressed.of(compression, new byte[8 << 20]);
    DecompressionLimits limits = new DecompressionLimits(1L << 40, 100, 1 << 20);
    assertThatThrownBy(() -> Compressed.read(bomb, limits))
        .hasMessageContaining("limit maximumRatio")
        .asInstanceOf(type(DecompressionException.class))
        .returns(Reason.TOO_HIGH_RATIO, DecompressionException::reason);
  }

  @Test
  void a_bomb_within_a_bomb_is_refused_by_the_size_of_the_file() {
    byte[] bomb = Compressed.gzip(Compressed.gzip(new byte[32 << 20]));
    DecompressionLimits limits = new DecompressionLimits(1L << 40, 2000, 1 << 20);
    assertThatThrownBy(() -> Compressed.read(bomb, limits))
        .hasMessageContaining("limit maximumRatio");
  }

  @Test
  void a_window_over_the_limit_is_refused() {
    byte[] file = HexFormat.of().parseHex("28b52ffd00980000010000"); // 512 MiB
    assertThatThrownBy(() -> Compressed.read(file))
        .asInstanceOf(type(DecompressionException.class))
        .returns(Reason.TOO_LARGE_WINDOW, DecompressionException::reason);
  }

  @ParameterizedTest
  @EnumSource
  void everything_before_a_torn_end_is_kept(Compression compression) throws IOException {
    byte[] file =
        Compressed.joined(Compressed.of(compression, SOME), Compressed.of(compression, MORE));
    int cut = file.length - 12;
    Read read = Compressed.read(Arrays.copyOf(file, cut));
    assertThat(read.bytes().length).isGreaterThanOrEqualTo(SOME.length);
    assertThat(Compressed.joined(SOME, MORE)).startsWith(read.bytes());
    assertThat(read.ending().kind()).isEqualTo(Kind.TRUNCATED);
    assertThat(read.ending().compressedOffset()).isEqualTo(cut);
  }

  @ParameterizedTest
  @EnumSource
  void everything_before_a_fault_is_kept(Compression compression) throws IOException {
    byte[] first = Compressed.of(compression, SOME);
    byte[] second = Compressed.of(compression, MORE);
    second[second.length / 2] ^= 0x55;
    Read read = Compressed.read(Compressed.joined(first, second));
    assertThat(read.bytes()).startsWith(SOME);
    assertThat(read.ending().kind()).isEqualTo(Kind.CORRUPT);
    assertThat(read.ending().compressedOffset())
        .isBetween((long) first.length, (long) first.length + second.length);
  }

  @Test
  void blocks_before_a_fault_within_a_frame_are_kept() throws IOException {
    byte[] file = Compressed.zstdWithChecksum(SOME);
    file[file.length - 100] ^= 0x55;
    Read read = Compressed.read(file);
    assertThat(read.bytes().length).isBetween(SOME.length - (256 << 10), SOME.length);
    assertThat(read.ending().kind()).isEqualTo(Kind.CORRUPT);
  }

  @ParameterizedTest
  @EnumSource
  void what_follows_the_compressed_data_is_told(Compression compression) throws IOException {
    byte[] file =
        Compressed.joined(
            Compressed.of(compression, MORE), "something else".getBytes(StandardCharsets.US_ASCII));
    Read read = Compressed.read(file);
    assertThat(read.bytes()).isEqualTo(MORE);
    assertThat(read.ending().kind()).isEqualTo(Kind.CORRUPT);
    assertThat(read.ending().compressedOffset()).isEqualTo(file.length - 14);
  }

  @Test
  void zeros_behind_gzip_data_are_padding() throws IOException {
    Read read = Compressed.read(Compressed.joined(Compressed.gzip(MORE), new byte[512]));
    assertThat(read.bytes()).isEqualTo(MORE);
    assertThat(read.ending().kind()).isEqualTo(Kind.COMPLETE);
  }

  @Test
  void every_part_of_a_gzip_header_is_stepped_over() throws IOException {
    byte[] plain = Compressed.gzip(MORE);
    byte[] header =
        HexFormat.of().parseHex("1f8b081e0000000000ff0300aabbcc6e616d6500736169640000ff");
    header[header.length - 1] = 0;
    byte[] file = Compressed.joined(header, Arrays.copyOfRange(plain, 10, plain.length));
    assertThat(Compressed.read(file).bytes()).isEqualTo(MORE);
  }
}
