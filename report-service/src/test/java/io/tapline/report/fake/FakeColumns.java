package io.tapline.report.fake;

import io.tapline.flowlog.v1.Connection;
import io.tapline.report.EnumMessages;
import io.tapline.wire.address.IpPrefix;
import java.util.List;
import java.util.Locale;

/** Columns of a connection as text. */
final class FakeColumns {
  private FakeColumns() {}

  /** More than one for {@code host} and {@code port}. */
  static List<String> values(Connection row, String column) {
    return switch (column) {
      case "host" -> List.of(row.getClientAddress(), row.getServerAddress());
      case "port" -> List.of("" + row.getClientPort(), "" + row.getServerPort());
      default -> List.of(value(row, column));
    };
  }

  static String value(Connection row, String column) {
    int slash = column.indexOf('/');
    return slash < 0
        ? whole(row, column)
        : prefix(whole(row, column.substring(0, slash)), column.substring(slash));
  }

  private static String prefix(String address, String ipv4Length) {
    return IpPrefix.parse(address + (address.indexOf(':') < 0 ? ipv4Length : "/64")).toString();
  }

  private static String whole(Connection row, String column) {
    return switch (column) {
      case "client" -> row.getClientAddress();
      case "server" -> row.getServerAddress();
      case "client_port" -> "" + row.getClientPort();
      case "server_port" -> "" + row.getServerPort();
      case "service" -> row.getService();
      case "hostname" -> row.getHostname();
      case "id" -> row.getId();
      case "open" -> "" + row.getOpen();
      case "conn_state" -> EnumMessages.word(row.getConnState()).toUpperCase(Locale.ROOT);
      case "client_packets" -> "" + row.getClientPackets();
      case "server_packets" -> "" + row.getServerPackets();
      case "client_bytes" -> "" + row.getClientBytes();
      case "server_bytes" -> "" + row.getServerBytes();
      case "duration" -> "" + duration(row);
      case "client_evidence" -> EnumMessages.word(row.getClientEvidence());
      case "service_evidence" -> EnumMessages.word(row.getServiceEvidence());
      case "protocol" -> row.getProtocol() == 6 ? "tcp" : row.getProtocol() == 17 ? "udp" : "icmp";
      case "client_tcp_flags" -> "" + row.getClientTcpFlags();
      case "sampling_interval" -> "" + row.getExported().getSamplingInterval();
      case "firewall_action" -> row.getFirewall().getAction();
      case "flow_records" -> "" + row.getExported().getFlowRecords();
      case "client_payload_bytes" -> "" + row.getClientPayloadBytes();
      case "server_payload_bytes" -> "" + row.getServerPayloadBytes();
      case "bytes" -> "" + (row.getClientBytes() + row.getServerBytes());
      default -> throw new IllegalArgumentException("the fake has no column " + column);
    };
  }

  /** In seconds. */
  private static double duration(Connection row) {
    return row.getEndTime().getSeconds()
        - row.getStartTime().getSeconds()
        + (row.getEndTime().getNanos() - row.getStartTime().getNanos()) / 1e9;
  }
}
