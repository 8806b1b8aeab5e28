package io.tapline.wire.frame;

/**
 * Goes into a tunnel whose outer connection is known already, and comes back out when the inside is
 * no IP datagram that fits: the frame is then part of the outer connection.
 */
final class Tunnel {
  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86DD;
  private static final int MPLS_UNICAST = 0x8847;
  private static final int MPLS_MULTICAST = 0x8848;
  private static final int BRIDGED_ETHERNET = 0x6558;
  private static final int PPP = 0x880B;
  private static final int NSH = 0x894F;

  private Tunnel() {}

  /** IP of either version. */
  static FrameOutcome ip(FrameView frame, TunnelKind kind, long id, long at) {
    return enter(frame, kind, id, at)
        ? settle(frame, RawIp.decode(frame, at))
        : FrameOutcome.CONNECTION;
  }

  static FrameOutcome ethernet(FrameView frame, TunnelKind kind, long id, long at) {
    return enter(frame, kind, id, at)
        ? settle(frame, Ethernet.decode(frame, at))
        : FrameOutcome.CONNECTION;
  }

  static FrameOutcome mpls(FrameView frame, TunnelKind kind, long id, long at) {
    return enter(frame, kind, id, at)
        ? settle(frame, Mpls.decode(frame, at))
        : FrameOutcome.CONNECTION;
  }

  static FrameOutcome ppp(FrameView frame, TunnelKind kind, long id, long at) {
    return enter(frame, kind, id, at)
        ? settle(frame, Ppp.decode(frame, at))
        : FrameOutcome.CONNECTION;
  }

  static FrameOutcome wireless(FrameView frame, TunnelKind kind, long id, long at) {
    return enter(frame, kind, id, at)
        ? settle(frame, Wireless.decode(frame, at))
        : FrameOutcome.CONNECTION;
  }

  /** What a one-byte type in the tunnel's header announces. */
  static FrameOutcome next(FrameView frame, TunnelKind kind, long id, int type, long at) {
    return enter(frame, kind, id, at)
        ? settle(frame, NextProtocol.decode(frame, type, at))
        : FrameOutcome.CONNECTION;
  }

  static FrameOutcome nsh(FrameView frame, TunnelKind kind, long id, long at) {
    return enter(frame, kind, id, at)
        ? settle(frame, Nsh.decode(frame, at))
        : FrameOutcome.CONNECTION;
  }

  /** What an EtherType in the tunnel's header announces. */
  static FrameOutcome announced(FrameView frame, TunnelKind kind, long id, int type, long at) {
    return switch (type) {
      case IPV4, IPV6 -> ip(frame, kind, id, at);
      case BRIDGED_ETHERNET -> ethernet(frame, kind, id, at);
      case MPLS_UNICAST, MPLS_MULTICAST -> mpls(frame, kind, id, at);
      case PPP -> ppp(frame, kind, id, at);
      case NSH -> nsh(frame, kind, id, at);
      default -> FrameOutcome.CONNECTION;
    };
  }

  private static boolean enter(FrameView frame, TunnelKind kind, long id, long at) {
    if (at >= frame.end || !frame.datagramFits() || !frame.tunnels.enter(frame, kind, id)) {
      return false;
    }
    frame.insideEndsWithPayload();
    return true;
  }

  private static FrameOutcome settle(FrameView frame, FrameOutcome inside) {
    boolean counts =
        inside == FrameOutcome.CONNECTION || inside == FrameOutcome.FRAGMENT_WITHOUT_PORTS;
    if (counts && frame.datagramFits()) {
      return inside;
    }
    frame.tunnels.leave(frame);
    return FrameOutcome.CONNECTION;
  }
}
