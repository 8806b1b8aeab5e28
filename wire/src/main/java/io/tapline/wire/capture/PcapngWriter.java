package io.tapline.wire.capture;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes pcapng, little-endian, through a reused buffer. Frames of interfaces that {@link
 * #addInterface} described have times in nanoseconds and cost no allocation; everything else that a
 * file may hold is written as a {@link PcapngBlock}. What was written is in the channel after
 * {@link #flush}. For one thread.
 */
public final class PcapngWriter implements AutoCloseable {
  /** Bytes of a writer's buffer. */
  public static final int BUFFER_BYTES = FrameWriter.BUFFER_BYTES;

  private static final int SECTION_BYTES = 28;
  private static final int DROP_OPTION_BYTES = 16;
  private static final int NANOSECONDS = 9;

  private final FrameWriter out;
  private int interfaces;

  /**
   * Puts a section header without options into the buffer. Closing the writer closes the channel.
   */
  public PcapngWriter(WritableByteChannel channel) {
    this(new FrameWriter(channel));
  }

  /**
   * As {@link #PcapngWriter(WritableByteChannel)}, through a buffer that is used again for the next
   * file.
   *
   * @param buffer direct, of {@link #BUFFER_BYTES}; free again once this writer is flushed and
   *     writes no more
   */
  public PcapngWriter(WritableByteChannel channel, ByteBuffer buffer) {
    this(new FrameWriter(channel, buffer));
  }

  private PcapngWriter(FrameWriter out) {
    this.out = out;
    out.int32(PcapngReader.SECTION_HEADER)
        .int32(SECTION_BYTES)
        .int32(PcapngReader.BYTE_ORDER)
        .int16(1)
        .int16(0)
        .int64(-1)
        .int32(SECTION_BYTES);
  }

  /** Begins with that section header. Closing the writer closes the channel. */
  public PcapngWriter(WritableByteChannel channel, PcapngBlock.Section section) throws IOException {
    out = new FrameWriter(channel);
    write(section);
  }

  /**
   * Writes any block: a section begins anew, an interface gets the next number within it.
   *
   * @throws IllegalArgumentException if a packet's or statistics' interface is not described, or
   *     the block is one that would not be read back; nothing is written then
   */
  public void write(PcapngBlock block) throws IOException {
    checkInterface(block);
    BodyWriter encoded = BlockEncoder.encode(block);
    out.all(encoded.array(), encoded.length());
    if (block instanceof PcapngBlock.Section) {
      interfaces = 0;
    } else if (block instanceof PcapngBlock.Interface) {
      interfaces++;
    }
  }

  private void checkInterface(PcapngBlock block) {
    switch (block) {
      case PcapngBlock.EnhancedPacket packet -> checkInterface(packet.interfaceId());
      case PcapngBlock.ObsoletePacket packet -> checkInterface(packet.interfaceId());
      case PcapngBlock.SimplePacket packet -> checkInterface(0);
      case PcapngBlock.InterfaceStatistics statistics -> checkInterface(statistics.interfaceId());
      default -> {}
    }
  }

  /**
   * Describes an interface and returns its number, from 0.
   *
   * @param snapLength bytes captured of a frame at most; 0 = all
   */
  public int addInterface(int linkType, int snapLength) throws IOException {
    return addInterface(linkType, snapLength, List.of());
  }

  /**
   * Describes an interface with its name and other options, and returns its number, from 0.
   *
   * @param options without the resolution of times, which is nanoseconds
   */
  public int addInterface(int linkType, int snapLength, List<PcapngOption> options)
      throws IOException {
    List<PcapngOption> all = new ArrayList<>();
    all.add(new PcapngOption.Numeric(PcapngBlock.Interface.TIME_RESOLUTION, 1, NANOSECONDS));
    all.addAll(options);
    write(new PcapngBlock.Interface(linkType, snapLength, all));
    return interfaces - 1;
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
