package io.tapline.wire.protocol;

import org.jspecify.annotations.Nullable;

/** IP protocol numbers, and their names in lower case. */
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

  /** The protocol's name, or null for the rare ones. */
  public static @Nullable String name(int protocol) {
    String name = ProtocolNames.name(protocol);
    return Character.isDigit(name.charAt(0)) ? null : name;
  }
}
