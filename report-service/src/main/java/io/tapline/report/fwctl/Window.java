package io.tapline.report.fwctl;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The threshold: of equal packets that follow a kept one by less than so many seconds, none is
 * kept. Equal is protocol, source and destination address, and the destination port (TCP, UDP) or
 * both ports (others, so ICMP's type and code). A packet that is left out does not prolong the
 * window: of a steady stream one packet per threshold is kept.
 *
 * <p>Records come in time order. One that is earlier than the kept one is measured by the distance.
 * Keeps one entry per packet kept in the last threshold.
 */
final class Window {
  private final long thresholdSeconds;

  /** Times of kept packets, in the order in which they were kept. */
  private final LinkedHashMap<Key, Long> kept = new LinkedHashMap<>();

  /**
   * @param thresholdSeconds 0 keeps all
   */
  Window(long thresholdSeconds) {
    this.thresholdSeconds = thresholdSeconds;
  }

  boolean keeps(FirewallRecord packet) {
    if (thresholdSeconds == 0) {
      return true;
    }
    Key key = Key.of(packet);
    Long before = kept.get(key);
    if (before != null && Math.abs(packet.time() - before) < thresholdSeconds) {
      return false;
    }
    forget(packet.time());
    kept.putLast(key, packet.time());
    return true;
  }

  private void forget(long now) {
    Iterator<Map.Entry<Key, Long>> oldest = kept.entrySet().iterator();
    while (oldest.hasNext() && oldest.next().getValue() <= now - thresholdSeconds) {
      oldest.remove();
    }
  }

  private record Key(
      String source, String destination, int protocol, int sourcePort, int destinationPort) {
    static Key of(FirewallRecord packet) {
      return new Key(
          packet.source().ip(),
          packet.destination().ip(),
          packet.protocol(),
          packet.hasPorts() ? Endpoint.NO_PORT : packet.source().port(),
          packet.destination().port());
    }

    @Override
    public int hashCode() {
      int hosts = source.hashCode() * 31 + destination.hashCode();
      return (hosts * 31 + (protocol << 16 | destinationPort)) * 31 + sourcePort;
    }
  }
}
