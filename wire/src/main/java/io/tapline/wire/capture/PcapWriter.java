package io.tapline.wire.capture;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.WritableByteChannel;

/**
 * Writes pcap, little-endian, through a reused buffer; nothing is allocated per frame. What was
 * written is in the channel after {@link #flush}. For one thread.
 */
public final class PcapWriter implements AutoCloseable {
  private static final int RECORD_HEADER_BYTES = 16;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final FrameWriter out;
  private final int nanosPerFraction;

  /** Unit of the times in the file. */
  public enum Precision {
    MICROSECONDS(PcapVariant.MICROSECONDS),
    NANOSECONDS(PcapVariant.NANOSECONDS);

    private final PcapVariant variant;

    Precision(PcapVariant variant) {
      this.variant = variant;
    }
  }

  /** Puts the file header into the buffer. Closing the writer closes the channel. */
  public PcapWriter(
      WritableByteChannel channel, int linkType, int snapLength, Precision precision) {
    out = new FrameWriter(channel);
    nanosPerFraction = precision.variant.nanosPerFraction;
    out.int32(precision.variant.magic).int16(2).int16(4).int64(0).int32(snapLength).int32(linkType);
  }

  /**
   * Writes one frame.
   *
   * @param timeNanos nanoseconds since the epoch; the seconds are kept modulo 2^32
   * @throws IllegalArgumentException if the captured length is negative or over {@link
   *     CaptureReader#MAXIMUM_CAPTURED_BYTES}
   */
  public void write(
      MemorySegment bytes, long offset, int capturedLength, int originalLength, long timeNanos)
      throws IOException {
    FrameWriter.checkCaptured(capturedLength);
    out.reserve(RECORD_HEADER_BYTES + capturedLength);
    out.int32((int) Math.floorDiv(timeNanos, NANOS_PER_SECOND))
        .int32((int) Math.floorMod(timeNanos, NANOS_PER_SECOND) / nanosPerFraction)
        .int32(capturedLength)
        .int32(originalLength)
        .bytes(bytes, offset, capturedLength);
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
