package io.tapline.flowlog.segment;

import io.tapline.flowlog.assemble.ConnectionView;

/** What the registry keeps about the rows of a segment, gathered while they come. */
final class SegmentSums {
  final AddressSet addresses = new AddressSet();
  long minStartNanos;
  long maxStartNanos;
  long maxEndNanos;
  long packets;
  long bytes;

  SegmentSums() {
    clear();
  }

  void add(ConnectionView view) {
    minStartNanos = Math.min(minStartNanos, view.startNanos());
    maxStartNanos = Math.max(maxStartNanos, view.startNanos());
    maxEndNanos = Math.max(maxEndNanos, view.endNanos());
    packets = sum(packets, view.clientPackets() + view.serverPackets());
    bytes = sum(bytes, view.clientBytes() + view.serverBytes());
    addresses.add(Side.CLIENT, view.clientHigh(), view.clientLow());
    addresses.add(Side.SERVER, view.serverHigh(), view.serverLow());
  }

  /** Stays at the largest number where exporters tell beyond all measure. */
  private static long sum(long count1, long count2) {
    long sum = count1 + count2;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  void clear() {
    addresses.clear();
    minStartNanos = Long.MAX_VALUE;
    maxStartNanos = Long.MIN_VALUE;
    maxEndNanos = Long.MIN_VALUE;
    packets = 0;
    bytes = 0;
  }
}
