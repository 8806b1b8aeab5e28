package io.tapline.wire.protocol;

/**
 * Which ICMP message answers which, as Zeek and Community ID v1 pair them. The pair of types takes
 * the place of the ports, so that a request and its reply belong to one connection.
 */
public final class IcmpTypes {
  /** No message answers this one. */
  public static final int NONE = -1;

  private static final int ICMP = 1;

  private IcmpTypes() {}

  /**
   * The type that answers, or {@link #NONE}.
   *
   * @param protocol 1 (ICMP) or 58 (ICMPv6)
   */
  public static int counterpart(int protocol, int type) {
    return protocol == ICMP ? version4(type) : version6(type);
  }

  private static int version4(int type) {
    return switch (type) {
      case 0 -> 8; // echo
      case 8 -> 0;
      case 9 -> 10; // router advertisement and solicitation
      case 10 -> 9;
      case 13 -> 14; // timestamp
      case 14 -> 13;
      case 15 -> 16; // information
      case 16 -> 15;
      case 17 -> 18; // address mask
      case 18 -> 17;
      default -> NONE;
    };
  }

  private static int version6(int type) {
    return switch (type) {
      case 128 -> 129; // echo
      case 129 -> 128;
      case 130 -> 131; // multicast listener query and report
      case 131 -> 130;
      case 133 -> 134; // router solicitation and advertisement
      case 134 -> 133;
      case 135 -> 136; // neighbour solicitation and advertisement
      case 136 -> 135;
      case 139 -> 140; // node information
      case 140 -> 139;
      case 144 -> 145; // home agent address discovery
      case 145 -> 144;
      default -> NONE;
    };
  }
}
