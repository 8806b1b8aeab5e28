package io.tapline.report.detect;

import io.tapline.report.rule.Connections;
import io.tapline.wire.address.IpAddress;
import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.communityid.CommunityId;
import io.tapline.wire.protocol.IcmpTypes;
import io.tapline.wire.protocol.ProtocolNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ends of connections, of which their Community IDs follow: the log does not group by them. */
final class Ends {
  private static final List<String> COLUMNS =
      List.of("protocol", "client", "client_port", "server", "server_port");

  private Ends() {}

  /** The columns that are still needed. */
  static List<String> besides(List<String> columns) {
    return COLUMNS.stream().filter(column -> !columns.contains(column)).toList();
  }

  /**
   * @param columns {@link #besides} those of the key
   * @param rows their values
   */
  static List<String> communityIds(
      Connections which, List<String> columns, List<List<String>> rows) {
    return rows.stream().map(row -> communityId(ends(which, columns, row))).distinct().toList();
  }

  private static Map<String, String> ends(
      Connections which, List<String> columns, List<String> row) {
    Map<String, String> ends = new HashMap<>();
    put(ends, which.columns(), which.values());
    put(ends, columns, row);
    return ends;
  }

  private static void put(Map<String, String> ends, List<String> columns, List<String> values) {
    for (int i = 0; i < columns.size(); i++) {
      ends.put(columns.get(i), values.get(i));
    }
  }

  private static String communityId(Map<String, String> ends) {
    int protocol = ProtocolNames.number(ends.getOrDefault("protocol", ""));
    int clientPort = Integer.parseInt(ends.getOrDefault("client_port", ""));
    int serverPort = Integer.parseInt(ends.getOrDefault("server_port", ""));
    IpAddress client = IpAddresses.parse(ends.getOrDefault("client", ""));
    IpAddress server = IpAddresses.parse(ends.getOrDefault("server", ""));
    return CommunityId.v1(
        protocol,
        client.high(),
        client.low(),
        clientPort,
        server.high(),
        server.low(),
        answer(protocol, clientPort, serverPort));
  }

  /** Of ICMP, Community ID takes the answer's type where there is one. */
  private static int answer(int protocol, int type, int port) {
    int answer = IcmpTypes.counterpart(protocol, type);
    return answer == IcmpTypes.NONE ? port : answer;
  }
}
