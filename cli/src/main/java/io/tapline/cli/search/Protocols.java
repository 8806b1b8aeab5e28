package io.tapline.cli.search;

import java.util.Map;

/** Names of the IP protocols that occur (IANA), lower case; others by number. */
final class Protocols {
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "icmp"),
          Map.entry(2, "igmp"),
          Map.entry(4, "ipip"),
          Map.entry(6, "tcp"),
          Map.entry(17, "udp"),
          Map.entry(41, "ipv6"),
          Map.entry(47, "gre"),
          Map.entry(50, "esp"),
          Map.entry(51, "ah"),
          Map.entry(58, "icmp6"),
          Map.entry(88, "eigrp"),
          Map.entry(89, "ospf"),
          Map.entry(103, "pim"),
          Map.entry(112, "vrrp"),
          Map.entry(132, "sctp"),
          Map.entry(136, "udplite"));

  private Protocols() {}

  static String name(int number) {
    return NAMES.getOrDefault(number, Integer.toString(number));
  }
}
