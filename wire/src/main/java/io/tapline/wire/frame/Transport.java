package io.tapline.wire.frame;

/** What an IP protocol number (IANA Protocol Numbers) announces. */
final class Transport {
  static final int ICMP = 1;
  static final int IPV4 = 4;
  static final int TCP = 6;
  static final int UDP = 17;
  static final int DCCP = 33;
  static final int IPV6 = 41;
  static final int GRE = 47;
  static final int AUTHENTICATION = 51;
  static final int ICMPV6 = 58;
  static final int ETHERIP = 97;
  static final int SCTP = 132;
  static final int UDP_LITE = 136;
  static final int MPLS_IN_IP = 137;

  private Transport() {}

  /** Protocols without ports are connections between their addresses. */
  static FrameOutcome decode(FrameView frame, int protocol, long at) {
    frame.protocol = protocol;
    frame.transportOffset = at;
    return switch (protocol) {
      case TCP -> Tcp.decode(frame, at);
      case UDP -> Udp.decode(frame, at);
      case ICMP, ICMPV6 -> Icmp.decode(frame, protocol, at);
      case SCTP -> PortPair.decode(frame, at, PortPair.SCTP_HEADER_BYTES);
      case UDP_LITE -> PortPair.decode(frame, at, PortPair.UDP_LITE_HEADER_BYTES);
      case DCCP -> PortPair.decode(frame, at, PortPair.DCCP_HEADER_BYTES);
      case IPV4 -> IpInIp.decode(frame, 4, at);
      case IPV6 -> IpInIp.decode(frame, 6, at);
      case GRE -> Gre.decode(frame, at);
      case AUTHENTICATION -> Authentication.decode(frame, at);
      case ETHERIP -> EtherIp.decode(frame, at);
      case MPLS_IN_IP -> IpInIp.decodeMpls(frame, at);
      default -> frame.payloadAt(at);
    };
  }

  /** A fragment that does not begin with the transport header, at most with the rest of it. */
  static FrameOutcome laterFragment(FrameView frame, int protocol, long at) {
    frame.protocol = protocol;
    frame.fragment = Fragment.LATER;
    frame.unreadablePayloadAt(at);
    if (protocol == TCP && frame.fragmentOffset == Tcp.SECOND_FRAGMENT) {
      Tcp.restOfHeader(frame, at);
    }
    return isComplete(protocol) ? FrameOutcome.CONNECTION : FrameOutcome.FRAGMENT_WITHOUT_PORTS;
  }

  /** Whether the header of IP alone tells the connection: neither ports nor anything inside. */
  private static boolean isComplete(int protocol) {
    return !hasPorts(protocol) && !isTunnel(protocol) && !Ipv6Extensions.isExtension(protocol);
  }

  /** Whether the protocol carries others and has no ports itself. */
  static boolean isTunnel(int protocol) {
    return switch (protocol) {
      case IPV4, IPV6, GRE, ETHERIP, MPLS_IN_IP -> true;
      default -> false;
    };
  }

  /** Whether the connections of the protocol have ports, or types in their place. */
  static boolean hasPorts(int protocol) {
    return switch (protocol) {
      case TCP, UDP, ICMP, ICMPV6, SCTP, UDP_LITE, DCCP -> true;
      default -> false;
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
