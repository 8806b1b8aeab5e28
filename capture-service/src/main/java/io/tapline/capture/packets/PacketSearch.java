package io.tapline.capture.packets;

import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureReader;
import io.tapline.wire.capture.InterfaceNumbers;
import io.tapline.wire.capture.PcapngWriter;
import io.tapline.wire.frame.FrameView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** One answer: looks through files and writes the packets that match. For one thread. */
public final class PacketSearch {
  private static final int MAX_FAILURES = 100;
  private static final int SNAP_LENGTH = 262_144;

  /**
   * What was looked through.
   *
   * @param packets written
   * @param bytes captured bytes of these
   * @param truncated whether the limit of packets ended it
   * @param skippedFiles files that hold none, as their time or index says
   * @param indexedFiles files of which parts were read
   * @param scannedFiles files that were read as a whole
   * @param failures files that could not be read, a sentence each
   * @param readBytes bytes of files that were read
   */
  public record Totals(
      long packets,
      long bytes,
      boolean truncated,
      long skippedFiles,
      long indexedFiles,
      long scannedFiles,
      List<String> failures,
      long readBytes) {}

  /** A failure of the one who takes the packets, rather than of a file. */
  private static final class OutputException extends IOException {
    private static final long serialVersionUID = 1L;

    OutputException(IOException cause) {
      super(cause);
    }
  }

  private final PacketIndexes indexes;
  private final PacketQuery query;
  private final PcapngWriter out;
  private final FrameView view = new FrameView();
  private final InterfaceNumbers interfaces;
  private final List<String> failures = new ArrayList<>();
  private long packets;
  private long bytes;
  private boolean truncated;
  private long skippedFiles;
  private long indexedFiles;
  private long scannedFiles;
  private long readBytes;

  /**
   * @param channel takes the file; it is not closed
   */
  public PacketSearch(PacketIndexes indexes, PacketQuery query, WritableByteChannel channel) {
    this.indexes = indexes;
    this.query = query;
    this.out = new PcapngWriter(channel);
    this.interfaces = new InterfaceNumbers(out, SNAP_LENGTH);
  }

  /**
   * Writes the packets of these files, in their order.
   *
   * @throws IOException if the packets cannot be handed on; a file that cannot be read is named in
   *     the totals
   */
  public Totals run(List<PacketFile> files) throws IOException {
    for (PacketFile file : files) {
      if (!truncated) {
        search(file);
      }
    }
    out.flush();
    return new Totals(
        packets,
        bytes,
        truncated,
        skippedFiles,
        indexedFiles,
        scannedFiles,
        List.copyOf(failures),
        readBytes);
  }

  private void search(PacketFile file) throws IOException {
    if (file.compressed()) {
      failed(file, "is compressed: decompress it (zstd -d) and import it");
      return;
    }
    try {
      if (!file.closed() && Files.size(file.path()) == 0) { // begun, and nothing flushed yet
        skippedFiles++;
        return;
      }
      Optional<PacketIndex> index = indexes.open(file);
      if (index.isEmpty()) {
        scan(file);
        return;
      }
      try (PacketIndex opened = index.get()) {
        search(file, opened);
      }
    } catch (OutputException e) {
      throw e;
    } catch (NoSuchFileException e) {
      failed(file, "was deleted before it was read");
    } catch (IOException | UncheckedIOException e) {
      failed(file, "cannot be read: " + e.getMessage());
    }
  }

  private void failed(PacketFile file, String why) {
    if (failures.size() < MAX_FAILURES) {
      failures.add(file.path().getFileName() + " of " + file.source() + " " + why + ".");
    }
  }

  private void scan(PacketFile file) throws IOException {
    scannedFiles++;
    try (CaptureFile capture = CaptureFile.open(file.path())) {
      read(capture.reader(), Long.MAX_VALUE, file.source());
      readBytes += capture.size();
    }
  }

  private void search(PacketFile file, PacketIndex index) throws IOException {
    List<Range> ranges;
    long[] described;
    try {
      PacketIndex.Directory directory = overlaps(index) ? index.directory() : null;
      ranges = directory == null ? List.of() : ranges(directory);
      described = directory == null ? new long[0] : directory.described();
    } catch (DamagedIndexException e) {
      indexes.damaged(file.path(), e);
      scan(file);
      return;
    }
    if (ranges.isEmpty()) {
      skippedFiles++;
    } else {
      indexedFiles++;
      readRanges(file, described, ranges);
    }
  }

  private boolean overlaps(PacketIndex index) {
    return query.overlaps(index.firstNanos(), index.lastNanos());
  }

  /** Bytes of a file that may hold packets, from a frame's record on. */
  private record Range(long offset, long end, long position) {}

  private List<Range> ranges(PacketIndex.Directory directory) throws IOException {
    List<Range> ranges = new ArrayList<>();
    for (int i = 0; i < directory.sections(); i++) {
      if (query.overlaps(directory.firstNanos(i), directory.lastNanos(i))) {
        addRanges(directory.section(i), ranges);
      }
    }
    return ranges;
  }

  private void addRanges(IndexSection section, List<Range> ranges) {
    BitSet blocks = query.candidates(section);
    for (int block = blocks.nextSetBit(0); block >= 0; block = blocks.nextSetBit(block + 1)) {
      if (query.overlaps(section.minNanos(block), section.maxNanos(block))) {
        add(ranges, section.offset(block), section.end(block), section.position(block));
      }
    }
  }

  /** A range that begins where the last one ends prolongs it. */
  private static void add(List<Range> ranges, long offset, long end, long position) {
    Range last = ranges.isEmpty() ? null : ranges.getLast();
    if (last != null && last.end() == offset) {
      ranges.set(ranges.size() - 1, new Range(last.offset(), end, last.position()));
    } else {
      ranges.add(new Range(offset, end, position));
    }
  }

  private void readRanges(PacketFile file, long[] described, List<Range> ranges)
      throws IOException {
    try (CaptureFile capture = CaptureFile.open(file.path())) {
      CaptureReader reader = capture.reader();
      for (Range range : ranges) {
        if (!truncated) {
          reader.skipForward(described, range.offset(), range.position());
          read(reader, range.end(), file.source());
          readBytes += range.end() - range.offset();
        }
      }
    }
  }

  /** Writes what matches of the records before {@code end}. */
  private void read(CaptureReader reader, long end, String source) throws IOException {
    while (!truncated && reader.nextFileOffset() < end && reader.next()) {
      if (query.covers(reader.timeNanos()) && matches(reader)) {
        write(reader, source);
      }
    }
  }

  private boolean matches(CaptureReader reader) {
    return query.matches(view, PacketKeys.decode(reader, view));
  }

  private void write(CaptureReader reader, String source) throws OutputException {
    if (packets == query.maxPackets()) {
      truncated = true;
      return;
    }
    try {
      out.write(
          interfaces.number(reader.linkType(), source),
          reader.bytes(),
          reader.offset(),
          reader.capturedLength(),
          reader.originalLength(),
          reader.timeNanos(),
          0);
    } catch (IOException e) {
      throw new OutputException(e);
    }
    packets++;
    bytes += reader.capturedLength();
  }
}
