package io.tapline.wire.capture;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.WritableByteChannel;

/**
 * Writes pcapng, little-endian, one section, times in nanoseconds, through a reused buffer; nothing
 * is allocated per frame. What was written is in the channel after {@link #flush}. For one thread.
 */
public final class PcapngWriter implements AutoCloseable {
  private static final int SECTION_BYTES = 28;
  private static final int INTERFACE_BYTES = 32;
  private static final int DROP_OPTION_BYTES = 16;
  private static final int NANOSECONDS = 9;

  private final FrameWriter out;
  private int interfaces;

  /** Puts the section header into the buffer. Closing the writer closes the channel. */
  public PcapngWriter(WritableByteChannel channel) {
    out = new FrameWriter(channel);
    out.int32(PcapngReader.SECTION_HEADER)
        .int32(SECTION_BYTES)
        .int32(PcapngReader.BYTE_ORDER)
        .int16(1)
        .int16(0)
        .int64(-1)
        .int32(SECTION_BYTES);
  }

  /**
   * Describes an interface and returns its number, from 0.
   *
   * @param snapLength bytes captured of a frame at most; 0 = all
   */
  public int addInterface(int linkType, int snapLength) throws IOException {
    out.reserve(INTERFACE_BYTES);
    out.int32(PcapngInterface.BLOCK_TYPE)
        .int32(INTERFACE_BYTES)
        .int16(linkType)
        .int16(0)
        .int32(snapLength)
        .int16(PcapngInterface.TIME_RESOLUTION)
        .int16(1)
        .int32(NANOSECONDS)
        .int32(0)
        .int32(INTERFACE_BYTES);
    return interfaces++;
  }

  /**
   * Writes one frame.
   *
   * @param interfaceIndex as {@link #addInterface} returned
   * @param timeNanos nanoseconds since the epoch
   * @param droppedBefore frames lost since the frame before; 0 = none, nothing is written
   * @throws IllegalArgumentException if the interface is not described, or the captured length is
   *     negative or over {@link CaptureReader#MAXIMUM_CAPTURED_BYTES}
   */
  public void write(
      int interfaceIndex,
      MemorySegment bytes,
      long offset,
      int capturedLength,
      int originalLength,
      long timeNanos,
      long droppedBefore)
      throws IOException {
    FrameWriter.checkCaptured(capturedLength);
    checkInterface(interfaceIndex);
    int padding = -capturedLength & 3;
    int options = droppedBefore > 0 ? DROP_OPTION_BYTES : 0;
    int length = EnhancedPacket.SHORTEST_BYTES + capturedLength + padding + options;
    out.reserve(length);
    out.int32(EnhancedPacket.TYPE)
        .int32(length)
        .int32(interfaceIndex)
        .int32((int) (timeNanos >>> 32))
        .int32((int) timeNanos)
        .int32(capturedLength)
        .int32(originalLength)
        .bytes(bytes, offset, capturedLength)
        .zeros(padding);
    if (options > 0) {
      writeDropped(droppedBefore);
    }
    out.int32(length);
  }

  private void writeDropped(long dropped) {
    out.int16(EnhancedPacket.DROP_COUNT)
        .int16(EnhancedPacket.DROP_COUNT_BYTES)
        .int64(dropped)
        .int32(0);
  }

  private void checkInterface(int index) {
    if (index < 0 || index >= interfaces) {
      throw new IllegalArgumentException(
          "Interface %d is not one of %d described.".formatted(index, interfaces));
    }
  }

  /** Bytes of the file so far, those in the buffer included. */
  public long size() {
    return out.size();
  }

  /** Hands everything to the channel. */
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
