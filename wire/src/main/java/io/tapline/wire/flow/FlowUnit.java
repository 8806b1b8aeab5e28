package io.tapline.wire.flow;

import java.lang.foreign.MemorySegment;

/**
 * What a {@link FlowDecoder} is given at a time: the payload of one datagram, one line without its
 * end, one header or record of a file. Reused; the bytes are valid only during the call.
 */
public final class FlowUnit {
  public MemorySegment bytes = MemorySegment.NULL;
  public long offset;
  public int length;

  /**
   * When the unit was received, nanoseconds since 1970-01-01T00:00:00Z; of a file's units its last
   * change.
   */
  public long timeNanos;

  /** Sender of the datagram; 0, 0 and port 0 for units of files. */
  public long exporterHigh;

  public long exporterLow;
  public int exporterPort;

  /** The unit with these bytes, from nobody. */
  public FlowUnit of(MemorySegment newBytes, long newOffset, int newLength, long newTimeNanos) {
    return from(0, 0, 0, newBytes, newOffset, newLength, newTimeNanos);
  }

  /** The unit with these bytes, from this sender. */
  public FlowUnit from(
      long senderHigh,
      long senderLow,
      int senderPort,
      MemorySegment newBytes,
      long newOffset,
      int newLength,
      long newTimeNanos) {
    exporterHigh = senderHigh;
    exporterLow = senderLow;
    exporterPort = senderPort;
    bytes = newBytes;
    offset = newOffset;
    length = newLength;
    timeNanos = newTimeNanos;
    return this;
  }
}
