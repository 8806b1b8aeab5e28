package io.tapline.cli.encoding;

import java.util.Map;

/** What datagrams to a port carry, where nobody said. */
public final class WellKnownPorts {
  private static final Map<Integer, String> EXPORTS =
      Map.of(2055, "NetFlow", 4739, "IPFIX", 6343, "sFlow", 9995, "NetFlow", 9996, "NetFlow");
  private static final int SYSLOG = 514;

  private WellKnownPorts() {}

  /** By the port alone. */
  public static ReadAs readAs(int port) {
    if (EXPORTS.containsKey(port)) {
      return ReadAs.NETFLOW;
    }
    return port == SYSLOG ? ReadAs.SYSLOG : ReadAs.PACKETS;
  }

  /** Why, in a few words; empty for a port that is not known. */
  public static String reason(int port) {
    String protocol = port == SYSLOG ? "syslog" : EXPORTS.getOrDefault(port, "");
    return protocol.isEmpty() ? "" : "port " + port + " is known for " + protocol;
  }
}
