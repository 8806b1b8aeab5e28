package io.tapline.cli.pcap;

/**
 * When a segment is full. A size or number that is reached ends the segment after the packet that
 * reached it, as in AIT; seconds are slots of the clock, and a packet of another slot begins a
 * segment, so that none is written into a file that is already closed.
 *
 * @param bytes size of the file in pcap, with its headers; 0 = no limit
 * @param packets 0 = no limit
 * @param seconds length of a slot, counted from the epoch; 0 = no limit
 */
record SegmentLimits(long bytes, long packets, long seconds) {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  boolean isNone() {
    return bytes == 0 && packets == 0 && seconds == 0;
  }

  /** Whether a segment of so much is full. */
  boolean isFull(long writtenBytes, long writtenPackets) {
    return (bytes > 0 && writtenBytes >= bytes) || (packets > 0 && writtenPackets >= packets);
  }

  /** The time that a segment is named after, when it begins with a packet of this time. */
  long startNanos(long timeNanos) {
    return seconds == 0
        ? timeNanos
        : timeNanos - Math.floorMod(timeNanos, seconds * NANOS_PER_SECOND);
  }

  /** Whether a packet belongs to another slot than the segment that is named after a time. */
  boolean isOtherSlot(long startNanos, long timeNanos) {
    return seconds > 0 && startNanos(timeNanos) != startNanos;
  }
}
