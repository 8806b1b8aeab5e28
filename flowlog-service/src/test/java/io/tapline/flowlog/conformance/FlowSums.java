package io.tapline.flowlog.conformance;

import java.util.Map;
import java.util.TreeMap;

/**
 * Packets and bytes per protocol and pair of endpoints, the two directions apart. The endpoints are
 * in the order of their text, so that it does not matter who is called the client.
 */
final class FlowSums {
  /** A protocol and two endpoints in order. */
  record Pair(String protocol, String low, String high) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      return toString().compareTo(other.toString());
    }
  }

  /** Packets and bytes from the low endpoint, then from the high one. */
  record Sums(long lowPackets, long lowBytes, long highPackets, long highBytes) {
    Sums plus(Sums other) {
      return new Sums(
          lowPackets + other.lowPackets,
          lowBytes + other.lowBytes,
          highPackets + other.highPackets,
          highBytes + other.highBytes);
    }

    Sums minus(Sums other) {
      return new Sums(
          lowPackets - other.lowPackets,
          lowBytes - other.lowBytes,
          highPackets - other.highPackets,
          highBytes - other.highBytes);
    }

    private Sums swapped() {
      return new Sums(highPackets, highBytes, lowPackets, lowBytes);
    }
  }

  private final Map<Pair, Sums> pairs = new TreeMap<>();

  static Pair pair(String protocol, String client, String server) {
    return client.compareTo(server) <= 0
        ? new Pair(protocol, client, server)
        : new Pair(protocol, server, client);
  }

  void add(String protocol, String client, String server, Sums sums) {
    boolean inOrder = client.compareTo(server) <= 0;
    pairs.merge(pair(protocol, client, server), inOrder ? sums : sums.swapped(), Sums::plus);
  }

  Map<Pair, Sums> pairs() {
    return pairs;
  }
}
