package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/** PPP (RFC 1661, 1662): an optional FF 03, then the protocol in one or two bytes. */
final class Ppp {
  private static final int ADDRESS_AND_CONTROL = 0xFF03;
  private static final int CISCO_UNICAST = 0x0F00;
  private static final int CISCO_MULTICAST = 0x8F00;
  private static final int IPV4 = 0x0021;
  private static final int IPV6 = 0x0057;
  private static final int MPLS = 0x0281;

  private Ppp() {}

  static FrameOutcome decode(FrameView frame, long at) {
    if (frame.end - at < 2) {
      return FrameOutcome.TRUNCATED_LINK;
    }
    int first = BigEndian.uint16(frame.bytes, at);
    return decodeProtocol(frame, first == ADDRESS_AND_CONTROL ? at + 2 : at);
  }

  /** In captures of this link type lines with Cisco HDLC are found, too: their address tells. */
  static FrameOutcome decodeLink(FrameView frame, long at) {
    if (frame.end - at < 2) {
      return FrameOutcome.TRUNCATED_LINK;
    }
    return switch (BigEndian.uint16(frame.bytes, at)) {
      case CISCO_UNICAST, CISCO_MULTICAST -> CiscoHdlc.decode(frame, at);
      default -> decode(frame, at);
    };
  }

  /** An odd first byte is the whole protocol number (protocol field compression). */
  static FrameOutcome decodeProtocol(FrameView frame, long at) {
    if (frame.end - at < 2) {
      return FrameOutcome.TRUNCATED_LINK;
    }
    int first = BigEndian.uint8(frame.bytes, at);
    return (first & 1) != 0
        ? decode(frame, first, at + 1)
        : decode(frame, BigEndian.uint16(frame.bytes, at), at + 2);
  }

  private static FrameOutcome decode(FrameView frame, int protocol, long at) {
    return switch (protocol) {
      case IPV4 -> Ipv4.decode(frame, at);
      case IPV6 -> Ipv6.decode(frame, at);
      case MPLS -> Mpls.decode(frame, at);
      default -> FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL;
    };
  }
}
