package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/**
 * MPLS label stack (RFC 3032). What follows the last label has no type: IP is guessed by its
 * version, Ethernet (RFC 4448) by an EtherType of IP at its place and the version that fits it,
 * with a control word before or without.
 */
final class Mpls {
  private static final int LABEL_BYTES = 4;
  private static final int BOTTOM_OF_STACK = 0x100;
  private static final int CONTROL_WORD_BYTES = 4;
  private static final int ETHERNET_BYTES = 14;
  private static final int ETHERNET_TYPE = 12;
  private static final int IPV6_BYTES = 40;
  private static final int SMALLEST_ETHERNET_PAYLOAD_BYTES = 46;

  private Mpls() {}

  private static FrameOutcome inside(FrameView frame, long at) {
    if (isEthernet(frame, at)) {
      return Ethernet.decode(frame, at);
    }
    boolean controlled = isEthernet(frame, at + CONTROL_WORD_BYTES) && hasControlWord(frame, at);
    return controlled ? Ethernet.decode(frame, at + CONTROL_WORD_BYTES) : RawIp.decode(frame, at);
  }

  private static boolean hasControlWord(FrameView frame, long at) {
    return BigEndian.uint8(frame.bytes, at) >>> 4 == 0;
  }

  private static boolean isEthernet(FrameView frame, long at) {
    if (frame.end - at <= ETHERNET_BYTES) {
      return false;
    }
    int version = BigEndian.uint8(frame.bytes, at + ETHERNET_BYTES) >>> 4;
    return switch (BigEndian.uint16(frame.bytes, at + ETHERNET_TYPE)) {
      case EtherType.IPV4 -> version == 4 && !isIp(frame, at);
      case EtherType.IPV6 -> version == 6 && !isIp(frame, at);
      case EtherType.VLAN -> !isIp(frame, at);
      default -> false;
    };
  }

  /** Whether an IP datagram begins here that fills the frame but for padding of Ethernet. */
  private static boolean isIp(FrameView frame, long at) {
    return switch (BigEndian.uint8(frame.bytes, at) >>> 4) {
      case 4 -> fills(frame, at + BigEndian.uint16(frame.bytes, at + 2));
      case 6 -> fills(frame, at + IPV6_BYTES + BigEndian.uint16(frame.bytes, at + 4));
      default -> false;
    };
  }

  private static boolean fills(FrameView frame, long end) {
    return end <= frame.wireEnd && frame.wireEnd - end < SMALLEST_ETHERNET_PAYLOAD_BYTES;
  }

  static FrameOutcome decode(FrameView frame, long at) {
    long next = at;
    while (++frame.tags <= FrameView.MAXIMUM_TAGS) {
      if (frame.end - next < LABEL_BYTES) {
        return FrameOutcome.TRUNCATED_LINK;
      }
      int label = BigEndian.int32(frame.bytes, next);
      next += LABEL_BYTES;
      if ((label & BOTTOM_OF_STACK) != 0) {
        return inside(frame, next);
      }
    }
    return FrameOutcome.TOO_MANY_TAGS;
  }
}
