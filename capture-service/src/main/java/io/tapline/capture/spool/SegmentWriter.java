package io.tapline.capture.spool;

import io.tapline.wire.capture.PcapngWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** Appends frames to one segment's file. Guarded by the spool's lock. */
final class SegmentWriter implements AutoCloseable {
  private static final int NO_INTERFACE = -1;

  private final Segment segment;
  private final FileChannel channel;
  private final PcapngWriter writer;
  private int linkType;
  private int interfaceIndex = NO_INTERFACE;
  private long next;

  SegmentWriter(Segment segment) throws IOException {
    this.segment = segment;
    this.next = segment.first();
    this.channel =
        FileChannel.open(
            segment.file(),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    this.writer = new PcapngWriter(channel);
  }

  void append(
      byte[] frame, int length, int originalLength, long timeNanos, int link, long droppedBefore)
      throws IOException {
    if (interfaceIndex == NO_INTERFACE || link != linkType) {
      interfaceIndex = writer.addInterface(link, 0);
      linkType = link;
    }
    writer.write(
        interfaceIndex,
        MemorySegment.ofArray(frame),
        0,
        length,
        originalLength,
        timeNanos,
        droppedBefore);
    next++;
  }

  Segment segment() {
    return segment;
  }

  long next() {
    return next;
  }

  long bytes() {
    return writer.size();
  }

  /** Makes what was appended visible and safe from a kill. */
  void flush() throws IOException {
    if (next > segment.end()) {
      writer.flush();
      segment.flushed(next, writer.size());
    }
  }

  /** Flushes, syncs to the disk, closes. */
  @Override
  public void close() throws IOException {
    try (writer) {
      flush();
      channel.force(true);
    }
  }

  /** Closes a file that can no longer be written. */
  void abandon() {
    try {
      channel.close();
    } catch (IOException e) {
      return;
    }
  }
}
