package io.tapline.wire.compress;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.compress.Compressed.Read;
import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What was compressed reads back; whatever the bytes are, there is an ending or a refusal. */
class AnyCompressedTest {

  @Property
  void what_was_compressed_reads_back(@ForAll Compression compression, @ForAll byte[] bytes)
      throws IOException {
    assertThat(Compressed.read(Compressed.of(compression, bytes)).bytes()).isEqualTo(bytes);
  }

  @Property
  void a_file_cut_anywhere_gives_a_beginning(
      @ForAll Compression compression, @ForAll byte[] bytes, @ForAll @IntRange(max = 2000) int cut)
      throws IOException {
    byte[] file = Compressed.of(compression, bytes);
    Read read = Compressed.read(Arrays.copyOf(file, 4 + cut % (file.length - 4)));
    assertThat(read.bytes()).isEqualTo(Arrays.copyOf(bytes, read.bytes().length));
    assertThat(read.ending().kind()).isEqualTo(DecompressionEnding.Kind.TRUNCATED);
  }

  @Property
  void changed_bytes_have_an_ending(
      @ForAll Compression compression,
      @ForAll byte[] bytes,
      @ForAll @IntRange(max = 2000) int at,
      @ForAll byte value) {
    byte[] file = Compressed.of(compression, bytes);
    file[at % file.length] = value;
    readOrRefuse(file);
  }

  @Property
  void any_bytes_behind_a_magic_have_an_ending(
      @ForAll Compression compression, @ForAll byte[] bytes) {
    byte[] magic = Arrays.copyOf(Compressed.of(compression, new byte[0]), 4);
    readOrRefuse(Compressed.joined(magic, bytes));
  }

  private static void readOrRefuse(byte[] file) {
    try {
      assertThat(Compressed.read(file).ending().compressedOffset())
          .isLessThanOrEqualTo(Math.max(file.length, 1 << 20));
    } catch (DecompressionException e) {
      assertThat(e.reason()).isNotNull();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
