package io.tapline.report.fwctl;

import io.tapline.flowlog.v1.Connection;
import io.tapline.wire.address.IpAddresses;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Connections of the log as records, each at its start: its client is the source, its server, under
 * the name that the client asked for, the destination. Interfaces and aliases are those of the
 * given networks. For one thread.
 */
final class LogRecords implements Consumer<Connection> {
  /** The log's word for a service that neither payload nor port says. */
  private static final String UNKNOWN = "unknown";

  private static final long NANOS = 1_000_000_000;

  private final NamedPacket packet;
  private final Consumer<Packet> sink;
  private long connections;

  LogRecords(Networks networks, Consumer<Packet> sink) {
    this.packet = new NamedPacket(networks);
    this.sink = sink;
  }

  /** Taken so far. */
  long connections() {
    return connections;
  }

  @Override
  public void accept(Connection connection) {
    connections++;
    packet.time = connection.getStartTime().getSeconds();
    packet.lastTime = packet.time;
    packet.order = packet.time * NANOS + connection.getStartTime().getNanos();
    packet.protocol = connection.getProtocol();
    packet.sourcePort = connection.getClientPort();
    packet.destinationPort = connection.getServerPort();
    packet.action = connection.getFirewall().getAction().toUpperCase(Locale.ROOT);
    packet.chain = connection.getFirewall().getChain();
    packet.host = connection.getHostname();
    packet.service = service(connection.getService());
    packet.addresses(
        IpAddresses.parse(connection.getClientAddress()),
        IpAddresses.parse(connection.getServerAddress()));
    sink.accept(packet);
  }

  /** The log's name of a service, empty where it is not known. */
  static String service(String service) {
    return service.equals(UNKNOWN) ? "" : service;
  }
}
