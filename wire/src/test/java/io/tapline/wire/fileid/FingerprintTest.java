package io.tapline.wire.fileid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
  private static final int BLOCK = 64 << 10;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 100, BLOCK, BLOCK + 1, 64 * BLOCK})
  void every_byte_of_a_small_file_counts(int size) throws IOException {
    byte[] content = random(size);
    String whole = Fingerprint.of(write("a", content));
    for (int at : new int[] {0, size / 2, size - 1}) {
      byte[] changed = content.clone();
      changed[at] ^= 1;
      assertThat(Fingerprint.of(write("b", changed))).as("byte %d", at).isNotEqualTo(whole);
    }
    assertThat(Fingerprint.of(write("c", content))).isEqualTo(whole);
  }

  @Test
  void of_a_large_file_the_size_and_its_first_and_last_block_count() throws IOException {
    byte[] content = random(100 * BLOCK);
    String whole = Fingerprint.of(write("a", content));
    byte[] first = content.clone();
    first[0] ^= 1;
    byte[] last = content.clone();
    last[last.length - 1] ^= 1;
    assertThat(Fingerprint.of(write("b", first))).isNotEqualTo(whole);
    assertThat(Fingerprint.of(write("b", last))).isNotEqualTo(whole);
    assertThat(Fingerprint.of(write("b", Arrays.copyOf(content, content.length - 1))))
        .isNotEqualTo(whole);
  }

  @Test
  void zeros_of_another_length_are_another_file() throws IOException {
    assertThat(Fingerprint.of(write("a", new byte[0])))
        .isNotEqualTo(Fingerprint.of(write("b", new byte[1])));
  }

  @Test
  void the_beginning_of_a_longer_file_has_the_fingerprint_of_a_file_of_its_own()
      throws IOException {
    byte[] content = random(80 * BLOCK);
    Path longer = write("a", content);
    Path own = write("b", Arrays.copyOf(content, 70 * BLOCK));
    try (FileChannel channel = FileChannel.open(longer)) {
      assertThat(Fingerprint.of(channel, 70L * BLOCK)).isEqualTo(Fingerprint.of(own));
    }
  }

  @Test
  void a_file_of_terabytes_is_sampled_at_once() throws IOException {
    Path sparse = directory.resolve("sparse");
    try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    assertThat(Fingerprint.of(sparse)).hasSize(64);
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
