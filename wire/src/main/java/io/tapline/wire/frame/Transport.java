package io.tapline.wire.frame;

/** What an IP protocol number (IANA Protocol Numbers) announces. */
final class Transport {
  static final int ICMP = 1;
  static final int TCP = 6;
  static final int UDP = 17;
  static final int DCCP = 33;
  static final int ICMPV6 = 58;
  static final int SCTP = 132;
  static final int UDP_LITE = 136;

  private Transport() {}

  /** Protocols without ports are connections between their addresses. */
  static FrameOutcome decode(FrameView frame, int protocol, long at) {
    frame.protocol = protocol;
    return switch (protocol) {
      case TCP -> Tcp.decode(frame, at);
      case UDP -> Udp.decode(frame, at);
      case ICMP, ICMPV6 -> Icmp.decode(frame, protocol, at);
      case SCTP -> PortPair.decode(frame, at, PortPair.SCTP_HEADER_BYTES);
      case UDP_LITE -> PortPair.decode(frame, at, PortPair.UDP_LITE_HEADER_BYTES);
      case DCCP -> PortPair.decode(frame, at, PortPair.DCCP_HEADER_BYTES);
      default -> frame.payloadAt(at);
    };
  }

  /** A fragment that does not begin with the transport header. */
  static FrameOutcome laterFragment(FrameView frame, int protocol, long at) {
    frame.protocol = protocol;
    return switch (protocol) {
      case TCP, UDP, ICMP, ICMPV6, SCTP, UDP_LITE, DCCP -> FrameOutcome.FRAGMENT_WITHOUT_PORTS;
      default -> frame.payloadAt(at);
    };
  }

  /**
   * The header does not fit: because of the capture, or because the datagram itself is too short.
   */
  static FrameOutcome cutShort(FrameView frame) {
    return frame.end < frame.datagramEnd
        ? FrameOutcome.TRUNCATED_TRANSPORT
        : FrameOutcome.MALFORMED_TRANSPORT;
  }
}
