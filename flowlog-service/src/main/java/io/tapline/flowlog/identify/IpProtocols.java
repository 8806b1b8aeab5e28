package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/** IP protocol numbers and their IANA keywords in lower case. */
public final class IpProtocols {
  public static final int ICMP = 1;
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int DCCP = 33;
  public static final int ICMPV6 = 58;
  public static final int SCTP = 132;
  public static final int UDPLITE = 136;

  private IpProtocols() {}

  public static boolean hasPorts(int protocol) {
    return switch (protocol) {
      case TCP, UDP, DCCP, SCTP, UDPLITE -> true;
      default -> false;
    };
  }

  /** The protocol's keyword, or null for the rare ones. */
  public static @Nullable String name(int protocol) {
    return switch (protocol) {
      case 0 -> "hopopt";
      case ICMP -> "icmp";
      case 2 -> "igmp";
      case 4 -> "ipv4";
      case TCP -> "tcp";
      case 8 -> "egp";
      case 9 -> "igp";
      case UDP -> "udp";
      case 27 -> "rdp";
      case DCCP -> "dccp";
      case 41 -> "ipv6";
      case 43 -> "ipv6-route";
      case 44 -> "ipv6-frag";
      case 46 -> "rsvp";
      case 47 -> "gre";
      case 50 -> "esp";
      case 51 -> "ah";
      case 55 -> "mobile";
      case ICMPV6 -> "ipv6-icmp";
      case 59 -> "ipv6-nonxt";
      case 60 -> "ipv6-opts";
      case 88 -> "eigrp";
      case 89 -> "ospfigp";
      case 94 -> "ipip";
      case 97 -> "etherip";
      case 103 -> "pim";
      case 108 -> "ipcomp";
      case 112 -> "vrrp";
      case 115 -> "l2tp";
      case SCTP -> "sctp";
      case 133 -> "fc";
      case UDPLITE -> "udplite";
      case 137 -> "mpls-in-ip";
      default -> null;
    };
  }
}
