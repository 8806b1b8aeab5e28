package io.tapline.wire.protocol;

/** Numbers of IP protocols (IANA Protocol Numbers), and what their connections have. */
public final class IpProtocols {
  public static final int ICMP = 1;
  public static final int IPV4 = 4;
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int DCCP = 33;
  public static final int IPV6 = 41;
  public static final int GRE = 47;
  public static final int ESP = 50;
  public static final int AH = 51;
  public static final int ICMPV6 = 58;
  public static final int ETHERIP = 97;
  public static final int SCTP = 132;
  public static final int UDPLITE = 136;
  public static final int MPLS_IN_IP = 137;

  private IpProtocols() {}

  /** Whether the protocol has ports. */
  public static boolean hasPorts(int protocol) {
    return switch (protocol) {
      case TCP, UDP, DCCP, SCTP, UDPLITE -> true;
      default -> false;
    };
  }

  /** Whether the type and the code of a message take the place of ports. */
  public static boolean isIcmp(int protocol) {
    return protocol == ICMP || protocol == ICMPV6;
  }
}
