package io.tapline.wire.zeek;

import java.util.HashMap;
import java.util.Map;

/** The columns of conn.log that are kept. */
enum ConnColumn {
  OTHER(""),
  TIME("ts"),
  ORIGINATOR("id.orig_h"),
  ORIGINATOR_PORT("id.orig_p"),
  RESPONDER("id.resp_h"),
  RESPONDER_PORT("id.resp_p"),
  PROTOCOL("proto"),
  PROTOCOL_NUMBER("ip_proto"),
  SERVICE("service"),
  DURATION("duration"),
  ORIGINATOR_PAYLOAD("orig_bytes"),
  RESPONDER_PAYLOAD("resp_bytes"),
  STATE("conn_state"),
  HISTORY("history"),
  ORIGINATOR_PACKETS("orig_pkts"),
  ORIGINATOR_BYTES("orig_ip_bytes"),
  RESPONDER_PACKETS("resp_pkts"),
  RESPONDER_BYTES("resp_ip_bytes"),
  TUNNEL_PARENTS("tunnel_parents"),
  VLAN("vlan"),
  /** Not Zeek's: written by {@code ZeekConnTable}. */
  TUNNEL("tunnel");

  private static final Map<String, ConnColumn> BY_NAME = new HashMap<>();

  static {
    for (ConnColumn column : values()) {
      BY_NAME.put(column.text, column);
    }
  }

  final String text;

  ConnColumn(String text) {
    this.text = text;
  }

  static ConnColumn named(String name) {
    ConnColumn column = BY_NAME.get(name);
    return column == null ? BY_NAME.getOrDefault(ZeekNames.dotted(name), OTHER) : column;
  }

  /** Whether only connections have this column, of all logs with addresses. */
  boolean isOfConnections() {
    return switch (this) {
      case STATE, HISTORY, ORIGINATOR_PAYLOAD, ORIGINATOR_PACKETS, ORIGINATOR_BYTES -> true;
      default -> false;
    };
  }
}
