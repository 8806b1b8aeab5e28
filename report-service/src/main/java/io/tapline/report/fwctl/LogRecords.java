package io.tapline.report.fwctl;

import io.tapline.flowlog.v1.Connection;
import io.tapline.wire.address.IpAddress;
import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.protocol.ProtocolNames;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Connections of the log as records, each at its start: its client is the source, its server, under
 * the name that the client asked for, the destination. Interfaces and aliases are those of the
 * given networks. For one thread.
 */
final class LogRecords implements Consumer<Connection> {
  /** The fields of a connection that records are made of. */
  static final List<String> FIELDS =
      List.of(
          "start_time",
          "protocol",
          "client_address",
          "client_port",
          "server_address",
          "server_port",
          "service",
          "hostname",
          "firewall");

  /** The log's word for a service that neither payload nor port says. */
  private static final String UNKNOWN = "unknown";

  private final Networks networks;
  private final Consumer<FirewallRecord> sink;
  private long connections;

  LogRecords(Networks networks, Consumer<FirewallRecord> sink) {
    this.networks = networks;
    this.sink = sink;
  }

  /** Taken so far. */
  long connections() {
    return connections;
  }

  @Override
  public void accept(Connection connection) {
    connections++;
    sink.accept(
        new FirewallRecord(
            connection.getStartTime().getSeconds(),
            connection.getFirewall().getAction().toUpperCase(Locale.ROOT),
            "",
            "",
            connection.getFirewall().getChain(),
            connection.getProtocol(),
            ProtocolNames.name(connection.getProtocol()),
            endpoint(connection.getClientAddress(), "", connection.getClientPort(), ""),
            endpoint(
                connection.getServerAddress(),
                connection.getHostname(),
                connection.getServerPort(),
                service(connection))));
  }

  private static String service(Connection connection) {
    String service = connection.getService();
    return service.equals(UNKNOWN) ? "" : service;
  }

  private Endpoint endpoint(String ip, String host, int port, String service) {
    IpAddress address = IpAddresses.parse(ip);
    return new Endpoint(
        ip,
        host,
        networks.interfaceOf(address.high(), address.low()),
        networks.aliasOf(address.high(), address.low()),
        port,
        service);
  }
}
