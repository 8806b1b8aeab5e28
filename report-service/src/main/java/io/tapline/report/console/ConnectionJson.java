package io.tapline.report.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.Exported;
import io.tapline.report.EnumMessages;
import io.tapline.report.IntervalMessages;
import io.tapline.wire.protocol.ProtocolNames;
import java.util.List;
import java.util.Locale;

/** A connection as a flat JSON object, one name per column, the names of filters. */
final class ConnectionJson {
  /** Every member that an object may have, in the order of tables. */
  static final List<String> NAMES =
      List.of(
          "id",
          "community_id",
          "source",
          "start",
          "end",
          "open",
          "close_reason",
          "protocol",
          "client",
          "client_port",
          "server",
          "server_port",
          "client_evidence",
          "vlan",
          "packets",
          "bytes",
          "client_packets",
          "client_bytes",
          "server_packets",
          "server_bytes",
          "client_payload_bytes",
          "server_payload_bytes",
          "service",
          "service_evidence",
          "hostname",
          "conn_state",
          "history",
          "flags",
          "client_tcp_flags",
          "server_tcp_flags",
          "rtt_micros",
          "tunnel",
          "outer_first",
          "outer_second",
          "icmp_error",
          "exporter",
          "observation_domain",
          "flow_records",
          "sampling_interval",
          "input_interface_name",
          "output_interface_name",
          "next_hop",
          "nat_client",
          "nat_client_port",
          "nat_server",
          "nat_server_port",
          "firewall_action",
          "firewall_chain");

  private ConnectionJson() {}

  static ObjectNode of(Connection connection) {
    ObjectNode json = ConsoleJson.JSON.objectNode();
    identity(json, connection);
    ends(json, connection);
    volume(json, connection);
    meaning(json, connection);
    besides(json, connection);
    return json;
  }

  private static void identity(ObjectNode json, Connection c) {
    json.put("id", c.getId());
    json.put("community_id", c.getCommunityId());
    json.put("source", c.getSource());
    json.put("start", IntervalMessages.instant(c.getStartTime()).toString());
    json.put("end", IntervalMessages.instant(c.getEndTime()).toString());
    json.put("open", c.getOpen());
    json.put("close_reason", EnumMessages.word(c.getCloseReason()));
  }

  private static void ends(ObjectNode json, Connection c) {
    json.put("protocol", ProtocolNames.name(c.getProtocol()));
    json.put("client", c.getClientAddress());
    json.put("client_port", c.getClientPort());
    json.put("server", c.getServerAddress());
    json.put("server_port", c.getServerPort());
    json.put("client_evidence", EnumMessages.word(c.getClientEvidence()));
    json.put("vlan", c.getVlan());
  }

  private static void volume(ObjectNode json, Connection c) {
    json.put("packets", c.getClientPackets() + c.getServerPackets());
    json.put("bytes", c.getClientBytes() + c.getServerBytes());
    json.put("client_packets", c.getClientPackets());
    json.put("client_bytes", c.getClientBytes());
    json.put("server_packets", c.getServerPackets());
    json.put("server_bytes", c.getServerBytes());
    json.put("client_payload_bytes", c.getClientPayloadBytes());
    json.put("server_payload_bytes", c.getServerPayloadBytes());
  }

  private static void meaning(ObjectNode json, Connection c) {
    json.put("service", c.getService());
    json.put("service_evidence", EnumMessages.word(c.getServiceEvidence()));
    json.put("hostname", c.getHostname());
    json.put("conn_state", EnumMessages.word(c.getConnState()).toUpperCase(Locale.ROOT));
    json.put("history", c.getHistory());
    json.put("flags", String.join(",", c.getFlagsList()));
    json.put("client_tcp_flags", c.getClientTcpFlags());
    json.put("server_tcp_flags", c.getServerTcpFlags());
    if (c.hasRttMicros()) {
      json.put("rtt_micros", c.getRttMicros());
    }
  }

  /** What few connections have; left out where it is not known. */
  private static void besides(ObjectNode json, Connection c) {
    text(json, "tunnel", c.getTunnel().getPath());
    text(json, "outer_first", c.getTunnel().getOuterFirstAddress());
    text(json, "outer_second", c.getTunnel().getOuterSecondAddress());
    if (c.hasIcmpError()) {
      json.put("icmp_error", c.getIcmpError().getType() + "/" + c.getIcmpError().getCode());
    }
    exported(json, c.getExported());
    text(json, "nat_client", c.getNat().getClientAddress());
    port(json, "nat_client_port", c.getNat().getClientPort());
    text(json, "nat_server", c.getNat().getServerAddress());
    port(json, "nat_server_port", c.getNat().getServerPort());
    text(json, "firewall_action", c.getFirewall().getAction());
    text(json, "firewall_chain", c.getFirewall().getChain());
  }

  private static void exported(ObjectNode json, Exported exported) {
    text(json, "exporter", exported.getExporterAddress());
    if (exported.getFlowRecords() > 0) {
      json.put("observation_domain", exported.getObservationDomain());
      json.put("flow_records", exported.getFlowRecords());
      json.put("sampling_interval", exported.getSamplingInterval());
    }
    text(json, "input_interface_name", exported.getInputInterfaceName());
    text(json, "output_interface_name", exported.getOutputInterfaceName());
    text(json, "next_hop", exported.getNextHopAddress());
  }

  private static void text(ObjectNode json, String name, String text) {
    if (!text.isEmpty()) {
      json.put(name, text);
    }
  }

  private static void port(ObjectNode json, String name, int port) {
    if (port > 0) {
      json.put(name, port);
    }
  }
}
