package io.tapline.wire.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.wire.capture.Frames.Frame;
import io.tapline.wire.capture.Frames.Read;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;

/** Files that are read through windows, of every size. */
class WindowsTest {
  private static final long TIME = 1_700_000_000_000_000_000L;

  private @Nullable Path path;

  @BeforeTry
  void create() throws IOException {
    path = Files.createTempFile("windows", ".capture");
  }

  @AfterTry
  void delete() throws IOException {
    Files.deleteIfExists(path);
  }

  @Provide
  Arbitrary<List<Frame>> frames() {
    return Combinators.combine(
            Arbitraries.bytes().array(byte[].class).ofMaxSize(90),
            Arbitraries.integers().between(0, 3),
            Arbitraries.longs().between(0, 2))
        .as((bytes, linkType, lost) -> Frame.of(bytes, 5, TIME, linkType, lost))
        .list()
        .ofMaxSize(14);
  }

  @Property(tries = 300)
  void windows_of_every_size_give_what_memory_gives(
      @ForAll("frames") List<Frame> frames,
      @ForAll CaptureFormat format,
      @ForAll @IntRange(max = 400) int cut,
      @ForAll @IntRange(min = 1, max = 700) int windowBytes)
      throws IOException {
    byte[] whole = bytes(format, frames);
    byte[] bytes = Arrays.copyOf(whole, Math.max(28, whole.length - cut));
    Read expected = Frames.read(bytes);
    try (CaptureFile file = open(bytes, windowBytes)) {
      assertThat(Frames.read(file.reader())).isEqualTo(expected);
    }
  }

  @Property(tries = 100)
  void reading_goes_on_from_every_frame_in_windows_of_every_size(
      @ForAll("frames") List<Frame> frames,
      @ForAll CaptureFormat format,
      @ForAll @IntRange(min = 1, max = 300) int windowBytes)
      throws IOException {
    byte[] bytes = bytes(format, frames);
    List<Frame> all = Frames.read(bytes).frames();
    try (CaptureFile file = open(bytes, windowBytes)) {
      CaptureReader reader = file.reader();
      for (int i = 0; reader.next(); i++) {
        CaptureReader later = file.readerAt(reader.nextFileOffset(), i + 1);
        assertThat(Frames.read(later).frames()).isEqualTo(all.subList(i + 1, all.size()));
        assertThat(Frames.current(reader)).isEqualTo(all.get(i));
      }
    }
  }

  @Property(tries = 100)
  void every_block_is_the_same_in_windows_of_every_size(
      @ForAll("frames") List<Frame> frames, @ForAll @IntRange(min = 1, max = 300) int windowBytes)
      throws IOException {
    byte[] bytes = Frames.pcapng(frames);
    List<PcapngBlock> blocks = new ArrayList<>();
    try (CaptureFile file = open(bytes, windowBytes)) {
      PcapngBlocks reader = new PcapngBlocks(file);
      while (reader.next()) {
        blocks.add(reader.block());
      }
    }
    assertThat(blocks).isEqualTo(BlockSamples.read(bytes).blocks());
  }

  @Property(tries = 60)
  void a_file_that_grows_in_pieces_gives_every_frame_once(
      @ForAll("frames") List<Frame> frames,
      @ForAll CaptureFormat format,
      @ForAll @IntRange(min = 1, max = 60) int piece,
      @ForAll @IntRange(min = 1, max = 300) int windowBytes)
      throws IOException {
    byte[] bytes = bytes(format, frames);
    List<Frame> read = new ArrayList<>();
    try (CaptureFile file = open(Arrays.copyOf(bytes, 28), windowBytes)) {
      CaptureReader reader = file.reader();
      read.addAll(Frames.read(reader).frames());
      for (int at = 28; at < bytes.length; at += piece) {
        append(Arrays.copyOfRange(bytes, at, Math.min(at + piece, bytes.length)));
        assertThat(reader.refresh()).isTrue();
        read.addAll(Frames.read(reader).frames());
      }
    }
    assertThat(read).isEqualTo(Frames.read(bytes).frames());
  }

  /** Every batch of frames holds its windows while others are read. */
  @Property(tries = 60)
  void a_window_that_somebody_holds_is_not_used_again(
      @ForAll("frames") List<Frame> frames,
      @ForAll CaptureFormat format,
      @ForAll @IntRange(min = 1, max = 300) int windowBytes)
      throws IOException {
    List<Held> held = new ArrayList<>();
    CaptureFile file = open(bytes(format, frames), windowBytes);
    CaptureReader reader = file.reader();
    while (reader.next()) {
      held.add(Held.of(reader));
    }
    file.close();
    held.forEach(Held::check);
    held.forEach(one -> one.bytes.release());
    held.forEach(one -> assertThat(one.bytes.bytes().scope().isAlive()).isFalse());
  }

  /** A frame whose bytes are held, and what they were. */
  private record Held(FileBytes bytes, long offset, Frame frame) {
    static Held of(CaptureReader reader) {
      reader.fileBytes().retain();
      return new Held(reader.fileBytes(), reader.offset(), Frames.current(reader));
    }

    void check() {
      int length = frame.bytes().size();
      byte[] now = bytes.bytes().asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
      assertThat(now).isEqualTo(frame.segment().toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @Property(tries = 1)
  void windows_that_nobody_holds_are_used_again() throws IOException {
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      frames.add(Frame.of(new byte[100], 0, TIME + i, 1, 0));
    }
    try (CaptureFile file = open(bytes(CaptureFormat.PCAP, frames), 500)) {
      CaptureReader reader = file.reader();
      long memory = 0;
      while (reader.next()) {
        memory = memory == 0 ? reader.bytes().address() : memory;
        assertThat(reader.bytes().address()).isEqualTo(memory);
        assertThat(reader.bytes().byteSize()).isEqualTo(500);
      }
      assertThat(reader.position()).isEqualTo(999);
    }
  }

  @Property(tries = 1)
  void what_is_appended_goes_into_the_window_that_has_room() throws IOException {
    byte[] bytes =
        Frames.pcapng(
            List.of(Frame.of(new byte[9], 0, TIME, 0, 0), Frame.of(new byte[9], 0, 1, 0, 0)));
    try (CaptureFile file = open(Arrays.copyOf(bytes, bytes.length - 1), 1 << 16)) {
      CaptureReader reader = file.reader();
      assertThat(reader.next()).isTrue();
      FileBytes window = reader.fileBytes();
      assertThat(reader.next()).isFalse();
      append(Arrays.copyOfRange(bytes, bytes.length - 1, bytes.length));
      assertThat(reader.refresh()).isTrue();
      assertThat(reader.next()).isTrue();
      assertThat(reader.fileBytes()).isSameAs(window);
    }
  }

  @Property(tries = 1)
  void a_file_that_cannot_be_read_any_more_is_an_error_and_not_an_end() throws IOException {
    List<Frame> frames =
        List.of(Frame.of(new byte[90], 0, 1, 1, 0), Frame.of(new byte[90], 0, 1, 1, 0));
    CaptureFile file = open(bytes(CaptureFormat.PCAP, frames), 120);
    CaptureReader reader = file.reader();
    assertThat(reader.next()).isTrue();
    file.close();
    assertThatThrownBy(reader::next)
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(ClosedChannelException.class);
    assertThat(reader.ending()).isNull();
  }

  private CaptureFile open(byte[] bytes, int windowBytes) throws IOException {
    Files.write(path, bytes);
    return CaptureFile.open(path, windowBytes);
  }

  private void append(byte[] bytes) throws IOException {
    Files.write(path, bytes, StandardOpenOption.APPEND);
  }

  private static byte[] bytes(CaptureFormat format, List<Frame> frames) {
    return switch (format) {
      case PCAP -> Frames.pcap(frames, 1, PcapWriter.Precision.NANOSECONDS);
      case PCAPNG -> Frames.pcapng(frames);
    };
  }
}
