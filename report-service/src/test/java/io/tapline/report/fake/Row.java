package io.tapline.report.fake;

import io.tapline.flowlog.v1.ClientEvidence;
import io.tapline.flowlog.v1.ConnState;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.ServiceEvidence;
import io.tapline.report.IntervalMessages;
import io.tapline.rpc.grpc.Timestamps;
import java.time.Duration;
import java.time.Instant;

/** Makes connections for tests. */
public final class Row {
  private final Connection.Builder row = Connection.newBuilder();

  private Row(Instant start, String client, String server, int serverPort) {
    row.setStartTime(Timestamps.timestamp(start)).setEndTime(Timestamps.timestamp(start));
    row.setClientAddress(client).setServerAddress(server).setServerPort(serverPort);
    row.setClientPort(40_000 + Math.floorMod(start.hashCode(), 20_000));
    row.setProtocol(6)
        .setConnState(ConnState.CONN_STATE_SF)
        .setHistory("ShADadFf")
        .setService("unknown");
    row.setClientPackets(5).setServerPackets(5).setClientBytes(500).setServerBytes(1_500);
    row.setClientPayloadBytes(200).setServerPayloadBytes(1_200).setSource("test/source");
  }

  public static Row at(String start, String client, String server, int serverPort) {
    return new Row(Instant.parse(start), client, server, serverPort);
  }

  public static Row at(Instant start, String client, String server, int serverPort) {
    return new Row(start, client, server, serverPort);
  }

  public Row lasting(Duration duration) {
    Instant end = IntervalMessages.instant(row.getStartTime()).plus(duration);
    row.setEndTime(Timestamps.timestamp(end));
    return this;
  }

  public Row service(String service) {
    row.setService(service);
    return this;
  }

  /** Called so because another connection announced it. */
  public Row announced(String service) {
    row.setServiceEvidence(ServiceEvidence.SERVICE_EVIDENCE_ANNOUNCED);
    return service(service);
  }

  public Row hostname(String hostname) {
    row.setHostname(hostname);
    return this;
  }

  public Row udp() {
    row.setProtocol(17).clearConnState().setHistory("");
    return this;
  }

  public Row packets(long client, long server) {
    row.setClientPackets(client).setServerPackets(server);
    return this;
  }

  public Row flags(int client) {
    row.setClientTcpFlags(client);
    return this;
  }

  public Row firstFrame() {
    row.setClientEvidence(ClientEvidence.CLIENT_EVIDENCE_FIRST_FRAME);
    return this;
  }

  public Row bytes(long client, long server) {
    row.setClientBytes(client).setServerBytes(server);
    row.setClientPackets(client / 900 + 1).setServerPackets(server / 900 + 1);
    return this;
  }

  public Row open() {
    row.setOpen(true);
    return this;
  }

  /** A TCP attempt that came to nothing. */
  public Row futile(String connState) {
    row.setConnState(connState(connState)).setHistory("S").setServerPackets(0).setServerBytes(0);
    row.setClientPackets(1).setClientBytes(60);
    row.setClientPayloadBytes(0).setServerPayloadBytes(0);
    return this;
  }

  /** Packets each way and Zeek's state, without payload, as exports report a connection. */
  public Row exported(String connState, int clientTcpFlags, long client, long server) {
    row.setConnState(connState(connState)).setHistory("").setClientTcpFlags(clientTcpFlags);
    row.setClientPackets(client).setServerPackets(server);
    row.setClientBytes(client * 500).setServerBytes(server * 1_000);
    row.setClientPayloadBytes(0).setServerPayloadBytes(0);
    row.getExportedBuilder().setExporterAddress("192.0.2.254").setSamplingInterval(1);
    return flowRecords(server > 0 ? 2 : 1);
  }

  /** -1 = at an unknown rate. */
  public Row sampled(long interval) {
    row.getExportedBuilder().setSamplingInterval(interval);
    return this;
  }

  public Row firewall(String action) {
    row.getFirewallBuilder().setAction(action);
    row.getExportedBuilder().setSamplingInterval(0);
    return this;
  }

  /** Payload each way. */
  public Row payload(long client, long server) {
    row.setClientPayloadBytes(client).setServerPayloadBytes(server);
    return this;
  }

  public Row state(String connState) {
    row.setConnState(connState(connState));
    return this;
  }

  /** Told by an exporter. */
  public Row flowRecords(long records) {
    row.getExportedBuilder().setFlowRecords(records);
    return this;
  }

  private static ConnState connState(String name) {
    return name.isEmpty()
        ? ConnState.CONN_STATE_UNSPECIFIED
        : ConnState.valueOf("CONN_STATE_" + name);
  }

  public Connection build(long frame) {
    return row.setId("1-" + frame).build();
  }
}
