package io.tapline.capture.packets;

import io.tapline.wire.capture.CaptureReader;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;

/**
 * Hashes of addresses and connections as the index has them: equal ones have equal hashes, which
 * are the same for both directions.
 */
final class PacketKeys {
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int DCCP = 33;
  private static final int SCTP = 132;
  private static final int UDP_LITE = 136;
  private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

  private PacketKeys() {}

  /** Whether the numbers that a view has for ports are ports. */
  static boolean hasPorts(int protocol) {
    return switch (protocol) {
      case TCP, UDP, DCCP, SCTP, UDP_LITE -> true;
      default -> false;
    };
  }

  /** Has the view show the frame that was read. */
  static FrameOutcome decode(CaptureReader reader, FrameView view) {
    return view.wrap(
        reader.bytes(),
        reader.offset(),
        reader.capturedLength(),
        reader.originalLength(),
        reader.linkType());
  }

  /** Whether addresses and protocol of the frame are known. */
  static boolean known(FrameOutcome outcome) {
    return outcome == FrameOutcome.CONNECTION || outcome == FrameOutcome.FRAGMENT_WITHOUT_PORTS;
  }

  static int address(long high, long low) {
    return folded(mixed(mixed(1, high), low));
  }

  static int source(FrameView view) {
    return address(view.sourceHigh(), view.sourceLow());
  }

  static int destination(FrameView view) {
    return address(view.destinationHigh(), view.destinationLow());
  }

  /** The connection of a frame; without ports where it has none. */
  static int connection(FrameView view, FrameOutcome outcome) {
    boolean ports = outcome == FrameOutcome.CONNECTION && hasPorts(view.protocol());
    return connection(
        end(view.sourceHigh(), view.sourceLow(), ports ? view.sourcePort() : 0),
        end(view.destinationHigh(), view.destinationLow(), ports ? view.destinationPort() : 0),
        view.protocol());
  }

  /** One end of a connection. */
  static long end(long high, long low, int port) {
    return mixed(mixed(mixed(2, high), low), port);
  }

  /** Of two ends in any order. */
  static int connection(long end, long other, int protocol) {
    return folded(mixed(mixed(mixed(3, Math.min(end, other)), Math.max(end, other)), protocol));
  }

  private static long mixed(long hash, long value) {
    long product = (hash ^ value) * MULTIPLIER;
    return product ^ (product >>> 32);
  }

  private static int folded(long hash) {
    return (int) (hash ^ (hash >>> 32));
  }
}
