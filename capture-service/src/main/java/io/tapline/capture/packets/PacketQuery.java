package io.tapline.capture.packets;

import io.tapline.capture.Reason;
import io.tapline.rpc.Refusal;
import io.tapline.wire.address.IpAddress;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which packets somebody wants.
 *
 * @param startNanos packets from this time on, nanoseconds since the epoch
 * @param endNanos packets before this time
 * @param first one end, sender or receiver
 * @param second the other end; null = any
 * @param protocol IP protocol number; 0 = any
 * @param maxPackets packets of the answer at most
 */
public record PacketQuery(
    long startNanos,
    long endNanos,
    Endpoint first,
    @Nullable Endpoint second,
    int protocol,
    int maxPackets) {
  /** Packets of an answer when the request does not say how many. */
  public static final int DEFAULT_PACKETS = 1_000_000;

  /** Packets of an answer at most. */
  public static final int MAX_PACKETS = 10_000_000;

  private static final int MAX_PROTOCOL = 255;

  /**
   * An end of packets.
   *
   * @param port 0 = any
   */
  public record Endpoint(IpAddress address, int port) {

    boolean is(long high, long low, int otherPort) {
      return address.high() == high
          && address.low() == low
          && (port == 0 || otherPort == 0 || port == otherPort);
    }

    int key() {
      return PacketKeys.address(address.high(), address.low());
    }

    long end(int withPort) {
      return PacketKeys.end(address.high(), address.low(), withPort);
    }
  }

  /**
   * @throws Refusal INVALID_PACKET_QUERY
   */
  public PacketQuery {
    if (startNanos >= endNanos) {
      throw invalid("interval", "An interval ends after it begins.");
    }
    if (protocol < 0 || protocol > MAX_PROTOCOL) {
      throw invalid("protocol", "A protocol is 1 to 255, or 0 for any.");
    }
    if (protocol != 0 && !PacketKeys.hasPorts(protocol) && namesPort(first, second)) {
      throw invalid("protocol", "Protocol " + protocol + " has no ports.");
    }
    if (maxPackets < 1 || maxPackets > MAX_PACKETS) {
      throw invalid("max_packets", "The packets of an answer are 1 to 10,000,000, or 0.");
    }
  }

  private static boolean namesPort(Endpoint first, @Nullable Endpoint second) {
    return first.port() != 0 || (second != null && second.port() != 0);
  }

  /** A refusal that names the field. */
  public static Refusal invalid(String field, String sentence) {
    return Refusal.ofField(Reason.INVALID_PACKET_QUERY, field, sentence);
  }

  boolean overlaps(long minNanos, long maxNanos) {
    return minNanos < endNanos && maxNanos >= startNanos;
  }

  boolean covers(long timeNanos) {
    return timeNanos >= startNanos && timeNanos < endNanos;
  }

  /** Whether a frame that was looked at is wanted, but for its time. */
  boolean matches(FrameView view, FrameOutcome outcome) {
    if (!PacketKeys.known(outcome) || (protocol != 0 && protocol != view.protocol())) {
      return false;
    }
    boolean fragment = outcome == FrameOutcome.FRAGMENT_WITHOUT_PORTS;
    if (!fragment && !PacketKeys.hasPorts(view.protocol()) && namesPort(first, second)) {
      return false;
    }
    int source = fragment ? 0 : view.sourcePort();
    int destination = fragment ? 0 : view.destinationPort();
    return between(view, source, destination);
  }

  private boolean between(FrameView view, int sourcePort, int destinationPort) {
    boolean sent = first.is(view.sourceHigh(), view.sourceLow(), sourcePort);
    boolean received = first.is(view.destinationHigh(), view.destinationLow(), destinationPort);
    if (second == null) {
      return sent || received;
    }
    return (sent && second.is(view.destinationHigh(), view.destinationLow(), destinationPort))
        || (received && second.is(view.sourceHigh(), view.sourceLow(), sourcePort));
  }

  /** The blocks of a section of an index that may have such packets, but for their time. */
  BitSet candidates(IndexSection section) {
    Endpoint other = second;
    if (other == null) {
      return section.blocks(first.key());
    }
    if (protocol != 0 && first.port() != 0 && other.port() != 0) {
      BitSet blocks = section.blocks(connection(other, first.port(), other.port()));
      blocks.or(section.blocks(connection(other, 0, 0))); // later fragments
      return blocks;
    }
    BitSet blocks = section.blocks(first.key());
    blocks.and(section.blocks(other.key()));
    return blocks;
  }

  private int connection(Endpoint other, int port, int otherPort) {
    return PacketKeys.connection(first.end(port), other.end(otherPort), protocol);
  }
}
