package io.tapline.wire.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.capture.CaptureEnding.Kind;
import io.tapline.wire.capture.Frames.Frame;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that change while they are read. */
class GrowingFileTest {
  private static final long TIME = 1_700_000_000_000_000_000L;
  private static final Frame FRAME = Frame.of(new byte[1000], 0, TIME, 1, 0);

  @TempDir Path directory;

  @Test
  void an_interface_and_a_section_that_come_later_are_used() throws IOException {
    byte[] first = new PcapngSamples(false).section().interfaceBlock(1, 0, 9, 1, 9).bytes();
    byte[] later =
        new PcapngSamples(false)
            .section()
            .interfaceBlock(1, 0, 9, 1, 9)
            .interfaceBlock(101, 0, 9, 1, 9)
            .enhanced(1, TIME, 1, 7)
            .order(true)
            .section()
            .interfaceBlock(113, 0, 9, 1, 6)
            .enhanced(0, TIME / 1000, 1, 8)
            .bytes();
    Path path = Files.write(directory.resolve("growing"), first);
    try (CaptureFile file = CaptureFile.open(path)) {
      CaptureReader reader = file.reader();
      assertThat(Frames.read(reader).ending().kind()).isEqualTo(Kind.COMPLETE);
      append(path, later, first.length);
      assertThat(reader.refresh()).isTrue();
      assertThat(Frames.read(reader).frames())
          .containsExactly(
              Frame.of(new byte[] {7}, 0, TIME, 101, 0), Frame.of(new byte[] {8}, 0, TIME, 113, 0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_file_that_shrank_says_so_when_it_is_refreshed(CaptureFormat format) throws IOException {
    Path path = Files.write(directory.resolve("shrinking"), frames(format, 10));
    try (CaptureFile file = CaptureFile.open(path)) {
      CaptureReader reader = file.reader();
      assertThat(reader.next()).isTrue();
      truncate(path, 100);
      assertThat(reader.refresh()).isFalse();
      assertThat(reader.next()).isFalse();
      assertThat(reader.ending()).extracting(CaptureEnding::kind).isEqualTo(Kind.SHRUNK);
      assertThat(reader.refresh()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_file_that_shrinks_while_it_is_read_ends_without_an_error(CaptureFormat format)
      throws IOException {
    Path path = Files.write(directory.resolve("shrinking"), frames(format, 20_000));
    try (CaptureFile file = CaptureFile.open(path)) {
      CaptureReader reader = file.reader();
      assertThat(reader.next()).isTrue();
      truncate(path, 1 << 20);
      long frames = 1;
      while (reader.next()) {
        frames++;
      }
      assertThat(frames).isLessThan(20_000);
      assertThat(reader.ending())
          .satisfies(ending -> assertThat(ending.kind()).isEqualTo(Kind.SHRUNK))
          .satisfies(ending -> assertThat(ending.message()).contains("became shorter"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_file_that_was_replaced_is_read_to_its_end_and_says_so(CaptureFormat format)
      throws IOException {
    Path path = Files.write(directory.resolve("rotated"), frames(format, 2));
    try (CaptureFile file = CaptureFile.open(path)) {
      CaptureReader reader = file.reader();
      assertThat(reader.next()).isTrue();
      Path other = Files.write(directory.resolve("other"), frames(format, 50));
      Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
      assertThat(reader.refresh()).isFalse();
      assertThat(Frames.read(reader).frames()).containsExactly(FRAME);
      assertThat(reader.refresh()).isFalse();
      assertThat(reader.ending()).extracting(CaptureEnding::kind).isEqualTo(Kind.REPLACED);
    }
  }

  @Test
  void a_file_that_was_removed_says_so() throws IOException {
    Path path = Files.write(directory.resolve("removed"), frames(CaptureFormat.PCAPNG, 1));
    try (CaptureFile file = CaptureFile.open(path)) {
      CaptureReader reader = file.reader();
      assertThat(Frames.read(reader).frames()).hasSize(1);
      Files.delete(path);
      assertThat(reader.refresh()).isFalse();
      assertThat(reader.ending()).extracting(CaptureEnding::kind).isEqualTo(Kind.REPLACED);
    }
  }

  private static byte[] frames(CaptureFormat format, int count) {
    List<Frame> frames = Collections.nCopies(count, FRAME);
    return switch (format) {
      case PCAP -> Frames.pcap(frames, 1, PcapWriter.Precision.NANOSECONDS);
      case PCAPNG -> Frames.pcapng(frames);
    };
  }

  private static void append(Path path, byte[] bytes, int from) throws IOException {
    Files.write(path, Arrays.copyOfRange(bytes, from, bytes.length), StandardOpenOption.APPEND);
  }

  private static void truncate(Path path, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }
}
