package io.tapline.capture.spool;

import io.tapline.wire.capture.PcapngWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.jboss.logging.Logger;

/**
 * Appends frames to one segment's file. Guarded by the spool's lock, but for {@link #sync}, which
 * waits for the disk.
 */
final class SegmentWriter {
  private static final Logger LOG = Logger.getLogger(SegmentWriter.class);
  private static final int NO_INTERFACE = -1;

  private final Segment segment;
  private final FileChannel channel;
  private final PcapngWriter writer;
  private int linkType;
  private int interfaceIndex = NO_INTERFACE;
  private long next;

  /**
   * @param buffer direct; this writer's until it is flushed for the last time
   */
  SegmentWriter(Segment segment, ByteBuffer buffer) throws IOException {
    this.segment = segment;
    this.next = segment.first();
    this.channel =
        FileChannel.open(
            segment.file(),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    this.writer = new PcapngWriter(channel, buffer);
  }

  void append(
      MemorySegment bytes,
      long offset,
      int length,
      int originalLength,
      long timeNanos,
      int link,
      long droppedBefore)
      throws IOException {
    if (interfaceIndex == NO_INTERFACE || link != linkType) {
      interfaceIndex = writer.addInterface(link, 0);
      linkType = link;
    }
    writer.write(interfaceIndex, bytes, offset, length, originalLength, timeNanos, droppedBefore);
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

  /**
   * Makes what was appended visible and safe from a kill.
   *
   * @return whether there was something
   */
  boolean flush() throws IOException {
    if (next == segment.end()) {
      return false;
    }
    writer.flush();
    segment.flushed(next, writer.size());
    return true;
  }

  /** Syncs what was flushed to the disk and closes the file; nothing may be appended any more. */
  void sync() throws IOException {
    try (channel) {
      channel.force(true);
    }
  }

  /**
   * Closes a file that can no longer be written, without what was written beyond the visible
   * frames: the next run would take it for frames, whose positions others have by then.
   */
  void abandon() {
    try (channel) {
      channel.truncate(segment.bytes());
    } catch (IOException e) {
      LOG.warn("What was given up in " + segment.file() + " is still there.", e);
    }
  }
}
