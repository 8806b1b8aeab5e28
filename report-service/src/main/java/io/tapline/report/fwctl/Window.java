package io.tapline.report.fwctl;

/**
 * The threshold: of equal packets that follow a kept one by less than so many seconds, none is
 * kept. Equal is protocol, source and destination address, and the destination port (TCP, UDP) or
 * both ports (others, so ICMP's type and code). A packet that is left out does not prolong the
 * window: of a steady stream one packet per threshold is kept.
 *
 * <p>Records come in time order; one that is earlier than the kept one is measured by the distance.
 * Kept packets are in two tables. When the younger one has been filled for a threshold and a
 * quarter, the older one is emptied and takes its place: so nothing is missed that is late by less
 * than a quarter of the threshold, and nothing is kept for longer than two and a half of them.
 *
 * <pre>
 *   ---- older ----|---- younger ---->  time
 *                  since            now
 * </pre>
 */
final class Window {
  /** Behind the key, the time of the kept packet. */
  private static final int TIME = 5;

  private final long thresholdSeconds;
  private final long spanSeconds;
  private final long[] key = new long[TIME];
  private PackedRows younger = new PackedRows(TIME, TIME + 1);
  private PackedRows older = new PackedRows(TIME, TIME + 1);
  private boolean begun;
  private long since;

  /**
   * @param thresholdSeconds 0 keeps all
   */
  Window(long thresholdSeconds) {
    this.thresholdSeconds = thresholdSeconds;
    this.spanSeconds = thresholdSeconds + thresholdSeconds / 4 + 1;
  }

  boolean keeps(Packet packet) {
    if (thresholdSeconds == 0) {
      return true;
    }
    turn(packet.time);
    take(packet);
    int row = younger.find(key);
    if (row >= 0 ? isWithin(packet.time, younger, row) : isCoveredByOlder(packet.time)) {
      return false;
    }
    younger.set(row >= 0 ? row : younger.add(key), TIME, packet.time);
    return true;
  }

  private void turn(long time) {
    if (!begun || Math.abs(time - since) >= spanSeconds) {
      PackedRows emptied = older;
      emptied.clear();
      older = younger;
      younger = emptied;
      since = time;
      begun = true;
    }
  }

  private void take(Packet packet) {
    key[0] = packet.sourceHigh;
    key[1] = packet.sourceLow;
    key[2] = packet.destinationHigh;
    key[3] = packet.destinationLow;
    key[4] = packet.service();
  }

  private boolean isCoveredByOlder(long time) {
    int row = older.size() == 0 ? -1 : older.find(key);
    return row >= 0 && isWithin(time, older, row);
  }

  private boolean isWithin(long time, PackedRows kept, int row) {
    return Math.abs(time - kept.get(row, TIME)) < thresholdSeconds;
  }
}
