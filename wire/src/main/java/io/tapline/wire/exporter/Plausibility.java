package io.tapline.wire.exporter;

import io.tapline.wire.flow.FlowRecord;

/**
 * What a flow record may say, as pure functions.
 *
 * <p>No datagram is longer than 65,575 bytes (IPv6 without jumbograms: 40 + 65,535) or shorter than
 * 20, and no link carries more than 1.6 Tbit/s (IEEE 802.3dj). Times of many exporters are whole
 * seconds, so that a flow may last a second longer than it says; where start and end are the same
 * the duration may be unknown, and an hour is assumed.
 */
final class Plausibility {
  /** Larger sampling intervals are not believed: 2^24 is a 1 whose bytes were swapped. */
  static final long MAXIMUM_INTERVAL = (1 << 24) - 1;

  static final int SMALLEST_PACKET_BYTES = 20;
  static final int LARGEST_PACKET_BYTES = 65_575;
  private static final double LINK_BYTES_PER_SECOND = 200e9;

  /** Fewer bytes than 2^37 are less than a link carries in a second. */
  private static final int SMALL_BITS = 37;

  /** The headers of fewer than 2^32 packets are, too. */
  private static final int SMALL_PACKETS_BITS = 32;

  private static final double UNKNOWN_DURATION_SECONDS = 3600;
  private static final double NANOS_PER_SECOND = 1e9;

  private Plausibility() {}

  /** The interval, or what it is with its four bytes swapped, or UNKNOWN when neither can be. */
  static long interval(long told) {
    if (told >= 0 && told <= MAXIMUM_INTERVAL) {
      return told;
    }
    long swapped = Integer.toUnsignedLong(Integer.reverseBytes((int) told));
    boolean wide = told >>> 32 != 0;
    return !wide && swapped >= 1 && swapped <= MAXIMUM_INTERVAL ? swapped : FlowRecord.UNKNOWN;
  }

  /**
   * Whether nothing is wrong with counters that are small and not multiplied, which is quickly
   * known of nearly all records: no other question needs to be asked then.
   */
  static boolean isOrdinary(FlowRecord flow) {
    boolean small =
        (flow.bytes | flow.reverseBytes) >>> SMALL_BITS == 0
            && (flow.packets | flow.reversePackets) >>> SMALL_PACKETS_BITS == 0
            && flow.samplingInterval <= 1;
    return small
        && agree(flow.bytes, flow.packets)
        && agree(flow.reverseBytes, flow.reversePackets);
  }

  /** Of counters so small that products do not overflow. */
  private static boolean agree(long bytes, long packets) {
    return bytes <= packets * LARGEST_PACKET_BYTES && bytes >= packets * SMALLEST_PACKET_BYTES;
  }

  /** Counters of 2^63 and more, which are negative here, cannot be of one flow. */
  static boolean isOutOfRange(FlowRecord flow) {
    return (flow.bytes | flow.packets | flow.reverseBytes | flow.reversePackets) < 0;
  }

  /** Whether so many packets cannot hold so many bytes; without packets nobody can say. */
  static boolean isTooLarge(long bytes, long packets) {
    return packets > 0
        && bytes / LARGEST_PACKET_BYTES >= packets
        && bytes > packets * LARGEST_PACKET_BYTES;
  }

  /** Whether so many packets have more bytes, by their IP headers alone. */
  static boolean isTooSmall(long bytes, long packets) {
    return bytes > 0 && bytes / SMALLEST_PACKET_BYTES < packets;
  }

  /** Whether the flow has more than any link carries in its time, multiplied by this. */
  static boolean isTooFast(FlowRecord flow, long interval) {
    return !isSmall(flow, interval) && isBeyondLink(flow, interval);
  }

  /** Whether it is less than any link carries in a second. */
  private static boolean isSmall(FlowRecord flow, long interval) {
    long packets = flow.packets | flow.reversePackets;
    long bytes = flow.bytes | flow.reverseBytes;
    return packets >>> SMALL_PACKETS_BITS == 0
        && bits(bytes | packets << 5) + bits(interval) <= SMALL_BITS;
  }

  private static int bits(long value) {
    return Long.SIZE - Long.numberOfLeadingZeros(value);
  }

  private static boolean isBeyondLink(FlowRecord flow, long interval) {
    double duration = (flow.endNanos - flow.startNanos) / NANOS_PER_SECOND;
    double seconds = duration > 0 ? duration + 1 : UNKNOWN_DURATION_SECONDS;
    double most = LINK_BYTES_PER_SECOND * seconds / interval;
    return atLeast(flow.bytes, flow.packets) > most
        || atLeast(flow.reverseBytes, flow.reversePackets) > most;
  }

  private static double atLeast(long bytes, long packets) {
    return Math.max((double) bytes, (double) packets * SMALLEST_PACKET_BYTES);
  }
}
