package io.tapline.cli.packets;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** Protocols of IP by name or number. */
final class ProtocolNumber {
  private static final int LAST = 255;

  private static final Map<String, Integer> NAMES =
      Map.of(
          "icmp", 1, "tcp", 6, "udp", 17, "dccp", 33, "gre", 47, "esp", 50, "icmpv6", 58, "ospf",
          89, "sctp", 132);

  private ProtocolNumber() {}

  /** Empty when it is none. */
  static OptionalInt parse(String text) {
    Integer number = NAMES.get(text.toLowerCase(Locale.ROOT));
    if (number == null && text.matches("\\d{1,3}")) {
      number = Integer.valueOf(text);
    }
    return number == null || number < 1 || number > LAST
        ? OptionalInt.empty()
        : OptionalInt.of(number);
  }
}
