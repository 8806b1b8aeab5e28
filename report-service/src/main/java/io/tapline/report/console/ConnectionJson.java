package io.tapline.report.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapline.flowlog.v1.Connection;
import io.tapline.report.EnumMessages;
import io.tapline.report.IntervalMessages;
import io.tapline.wire.protocol.ProtocolNames;
import java.util.Locale;

/** A connection as a flat JSON object, one name per column, the names of filters. */
final class ConnectionJson {
  private ConnectionJson() {}

  static ObjectNode of(Connection connection) {
    ObjectNode json = ConsoleJson.JSON.objectNode();
    identity(json, connection);
    ends(json, connection);
    volume(json, connection);
    meaning(json, connection);
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
    json.put("client_tcp_flags", c.getClientTcpFlags());
    json.put("server_tcp_flags", c.getServerTcpFlags());
    if (c.hasRttMicros()) {
      json.put("rtt_micros", c.getRttMicros());
    }
  }
}
