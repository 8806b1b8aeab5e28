package io.tapline.wire.frame;

/** The one-byte types that NSH (RFC 8300 section 2.2) and VXLAN-GPE have in common. */
final class NextProtocol {
  private static final int IPV4 = 1;
  private static final int IPV6 = 2;
  private static final int ETHERNET = 3;
  private static final int NSH = 4;
  private static final int MPLS = 5;

  private NextProtocol() {}

  static FrameOutcome decode(FrameView frame, int type, long at) {
    return switch (type) {
      case IPV4 -> Ipv4.decode(frame, at);
      case IPV6 -> Ipv6.decode(frame, at);
      case ETHERNET -> Ethernet.decode(frame, at);
      case NSH -> Nsh.decode(frame, at);
      case MPLS -> Mpls.decode(frame, at);
      default -> FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL;
    };
  }
}
