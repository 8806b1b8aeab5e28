package io.tapline.capture.packets;

import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureReader;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Writes the index of one capture file beside the place of the old one, then replaces it. */
final class PacketIndexWriter {
  /** Descriptions of sections and interfaces of one pcapng file. */
  private static final int MAX_DESCRIBED = 1 << 16;

  private record Entry(long offset, int bytes, int checksum, long firstNanos, long lastNanos) {}

  private final SectionBuilder section = new SectionBuilder();
  private final FrameView view = new FrameView();
  private final List<Entry> entries = new ArrayList<>();
  private final FileChannel out;
  private long frames;
  private long firstNanos = Long.MAX_VALUE;
  private long lastNanos = Long.MIN_VALUE;

  private PacketIndexWriter(FileChannel out) {
    this.out = out;
  }

  /**
   * Reads a capture that no longer changes and writes its index.
   *
   * @throws IOException if the capture cannot be read, or the index not be written
   */
  static void write(Path capture, Path index) throws IOException {
    CaptureState state = CaptureState.of(capture);
    Path fresh = index.resolveSibling("." + index.getFileName() + ".new");
    try (CaptureFile file = CaptureFile.open(capture);
        FileChannel out =
            FileChannel.open(
                fresh,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      new PacketIndexWriter(out).index(file, state);
    }
    Files.move(fresh, index, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private void index(CaptureFile file, CaptureState state) throws IOException {
    CaptureReader reader = file.reader();
    long start = reader.nextFileOffset();
    while (reader.next()) {
      section.frame(start, reader.nextFileOffset(), reader.position(), reader.timeNanos());
      addKeys(reader);
      frames++;
      if (section.endsSection()) {
        endSection();
      }
      start = reader.nextFileOffset();
    }
    if (!section.isEmpty()) {
      endSection();
    }
    finish(reader.described(), state);
  }

  private void addKeys(CaptureReader reader) {
    FrameOutcome outcome = PacketKeys.decode(reader, view);
    if (PacketKeys.known(outcome)) {
      section.key(PacketKeys.source(view));
      section.key(PacketKeys.destination(view));
      section.key(PacketKeys.connection(view, outcome));
    }
  }

  private void endSection() throws IOException {
    long first = section.firstNanos();
    long last = section.lastNanos();
    ByteBuffer bytes = section.take();
    entries.add(new Entry(out.position(), bytes.limit(), PacketIndex.checksum(bytes), first, last));
    firstNanos = Math.min(firstNanos, first);
    lastNanos = Math.max(lastNanos, last);
    all(bytes);
  }

  private void finish(long[] described, CaptureState state) throws IOException {
    if (described.length > MAX_DESCRIBED) {
      throw new IOException("it describes more than " + MAX_DESCRIBED + " interfaces");
    }
    ByteBuffer directory =
        ByteBuffer.allocate(8 * described.length + PacketIndex.ENTRY_BYTES * entries.size());
    for (long offset : described) {
      directory.putLong(offset);
    }
    for (Entry entry : entries) {
      directory.putLong(entry.offset()).putInt(entry.bytes()).putInt(entry.checksum());
      directory.putLong(entry.firstNanos()).putLong(entry.lastNanos());
    }
    directory.flip();
    ByteBuffer trailer = trailer(state, described.length, PacketIndex.checksum(directory));
    all(directory);
    all(trailer);
  }

  private ByteBuffer trailer(CaptureState state, int described, int directoryChecksum)
      throws IOException {
    ByteBuffer trailer = ByteBuffer.allocate(PacketIndex.TRAILER_BYTES);
    trailer.putLong(state.bytes()).putLong(state.modifyNanos()).putLong(frames);
    trailer.putLong(firstNanos).putLong(lastNanos);
    trailer.putLong(out.position()).putInt(described).putInt(entries.size());
    trailer.putInt(directoryChecksum).putInt(PacketIndex.VERSION).putInt(PacketIndex.MAGIC);
    trailer.putInt(PacketIndex.checksum(trailer.duplicate().flip()));
    return trailer.flip();
  }

  private void all(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
