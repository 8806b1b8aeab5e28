package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/**
 * Frame Relay: an address of two to four bytes (Q.922), then either RFC 2427 (an unnumbered
 * information frame with the network layer's id) or Cisco's encapsulation (an EtherType).
 */
final class FrameRelay {
  private static final int LONGEST_ADDRESS_BYTES = 4;
  private static final int LAST_ADDRESS_BYTE = 0x01;
  private static final int UNNUMBERED_INFORMATION = 0x03;
  private static final int PADDING = 0x00;
  private static final int SNAP = 0x80;
  private static final int SNAP_BYTES = 5;
  private static final int IPV6 = 0x8E;
  private static final int IPV4 = 0xCC;
  private static final int PPP = 0xCF;

  private FrameRelay() {}

  static FrameOutcome decode(FrameView frame, long at) {
    long next = at;
    int address = 0;
    while ((address & LAST_ADDRESS_BYTE) == 0) {
      if (next - at == LONGEST_ADDRESS_BYTES) {
        return FrameOutcome.MALFORMED_LINK;
      }
      if (frame.end <= next) {
        return FrameOutcome.TRUNCATED_LINK;
      }
      address = BigEndian.uint8(frame.bytes, next++);
    }
    return frame.end - next < Short.BYTES ? FrameOutcome.TRUNCATED_LINK : inside(frame, next);
  }

  private static FrameOutcome inside(FrameView frame, long at) {
    int two = BigEndian.uint16(frame.bytes, at);
    if (two >>> Byte.SIZE != UNNUMBERED_INFORMATION) {
      return EtherType.decode(frame, two, at + Short.BYTES);
    }
    boolean padded = (two & 0xFF) == PADDING;
    long id = padded ? at + 2 : at + 1;
    return frame.end <= id
        ? FrameOutcome.TRUNCATED_LINK
        : network(frame, BigEndian.uint8(frame.bytes, id), id + 1);
  }

  private static FrameOutcome network(FrameView frame, int id, long at) {
    return switch (id) {
      case IPV4 -> Ipv4.decode(frame, at);
      case IPV6 -> Ipv6.decode(frame, at);
      case PPP -> Ppp.decodeProtocol(frame, at);
      case SNAP -> snap(frame, at);
      default -> FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL;
    };
  }

  /** Three bytes of organisation, 0 for EtherTypes, then the type. */
  private static FrameOutcome snap(FrameView frame, long at) {
    if (frame.end - at < SNAP_BYTES) {
      return FrameOutcome.TRUNCATED_LINK;
    }
    boolean etherType = BigEndian.int32(frame.bytes, at) >>> Byte.SIZE == 0;
    int type = BigEndian.uint16(frame.bytes, at + SNAP_BYTES - Short.BYTES);
    return etherType
        ? EtherType.decode(frame, type, at + SNAP_BYTES)
        : FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL;
  }
}
