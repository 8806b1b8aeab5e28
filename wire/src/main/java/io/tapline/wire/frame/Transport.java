package io.tapline.wire.frame;

import io.tapline.wire.protocol.IpProtocols;

/** What an IP protocol number (IANA Protocol Numbers) announces. */
final class Transport {
  private Transport() {}

  /** Protocols without ports are connections between their addresses. */
  static FrameOutcome decode(FrameView frame, int protocol, long at) {
    frame.protocol = protocol;
    frame.transportOffset = at;
    return switch (protocol) {
      case IpProtocols.TCP -> Tcp.decode(frame, at);
      case IpProtocols.UDP -> Udp.decode(frame, at);
      case IpProtocols.ICMP, IpProtocols.ICMPV6 -> Icmp.decode(frame, protocol, at);
      case IpProtocols.SCTP -> PortPair.decode(frame, at, PortPair.SCTP_HEADER_BYTES);
      case IpProtocols.UDPLITE -> PortPair.decode(frame, at, PortPair.UDP_LITE_HEADER_BYTES);
      case IpProtocols.DCCP -> PortPair.decode(frame, at, PortPair.DCCP_HEADER_BYTES);
      case IpProtocols.IPV4 -> IpInIp.decode(frame, 4, at);
      case IpProtocols.IPV6 -> IpInIp.decode(frame, 6, at);
      case IpProtocols.GRE -> Gre.decode(frame, at);
      case IpProtocols.AH -> Authentication.decode(frame, at);
      case IpProtocols.ETHERIP -> EtherIp.decode(frame, at);
      case IpProtocols.MPLS_IN_IP -> IpInIp.decodeMpls(frame, at);
      default -> frame.payloadAt(at);
    };
  }

  /** A fragment that does not begin with the transport header, at most with the rest of it. */
  static FrameOutcome laterFragment(FrameView frame, int protocol, long at) {
    frame.protocol = protocol;
    frame.fragment = Fragment.LATER;
    frame.unreadablePayloadAt(at);
    if (protocol == IpProtocols.TCP && frame.fragmentOffset == Tcp.SECOND_FRAGMENT) {
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
      case IpProtocols.IPV4,
          IpProtocols.IPV6,
          IpProtocols.GRE,
          IpProtocols.ETHERIP,
          IpProtocols.MPLS_IN_IP ->
          true;
      default -> false;
    };
  }

  /** Whether the connections of the protocol have ports, or types in their place. */
  static boolean hasPorts(int protocol) {
    return IpProtocols.hasPorts(protocol) || IpProtocols.isIcmp(protocol);
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
