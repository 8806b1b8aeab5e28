package io.tapline.wire.eve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.protocol.IpProtocols;
import io.tapline.wire.protocol.ProtocolNames;
import io.tapline.wire.text.AddressField;
import io.tapline.wire.text.JsonLine;
import io.tapline.wire.text.Line;
import java.io.IOException;
import java.util.Locale;

/** Puts the members of one event into a record. The order of the members does not matter. */
final class EveEvent {
  private static final int UNTOLD = -1;

  private enum Type {
    UNTOLD,
    FLOW,
    NETFLOW,
    OTHER
  }

  private final AddressField address = new AddressField();
  private final Line scratch = new Line();
  private final FlowRecord record;
  private final EveCounters counters;
  private final EveTcp tcp = new EveTcp();
  private Type type = Type.UNTOLD;
  private int protocol;
  private int icmpType;
  private int icmpCode;
  private boolean hasSource;
  private boolean hasDestination;
  private long flowId;
  private String typeName = "";

  EveEvent(FlowRecord record) {
    this.record = record;
    this.counters = new EveCounters(record);
  }

  void clear() {
    record.clear();
    counters.clear();
    tcp.clear();
    type = Type.UNTOLD;
    protocol = UNTOLD;
    icmpType = UNTOLD;
    icmpCode = UNTOLD;
    hasSource = false;
    hasDestination = false;
    flowId = UNTOLD;
    typeName = "";
  }

  /** Whether it is known to be neither a flow nor a netflow event. */
  boolean isOther() {
    return type == Type.OTHER;
  }

  /** The event's type; empty when it was not told. */
  String typeName() {
    return typeName;
  }

  /** The number of the flow, the same in all its events; negative when it was not told. */
  long flowId() {
    return flowId;
  }

  /** Whether both directions are told. */
  boolean isFlow() {
    return type == Type.FLOW;
  }

  /** Whether the event's type came. */
  boolean isNamed() {
    return type != Type.UNTOLD;
  }

  /** Takes the member whose value is at hand. */
  void field(String name, JsonParser json) throws IOException {
    switch (name) {
      case "flow_id" -> flowId = JsonLine.unsigned(json);
      case "event_type" -> type(JsonLine.text(json));
      case "src_ip" -> source(json);
      case "dest_ip" -> destination(json);
      case "src_port" -> record.sourcePort = port(json);
      case "dest_port" -> record.destinationPort = port(json);
      case "proto" -> protocol = ProtocolNames.number(JsonLine.text(json));
      case "icmp_type" -> icmpType = JsonLine.upTo(0xFF, json);
      case "icmp_code" -> icmpCode = JsonLine.upTo(0xFF, json);
      case "app_proto" -> service(JsonLine.text(json));
      case "in_iface" -> record.inputInterfaceName = JsonLine.text(json);
      case "vlan" -> vlan(json);
      case "flow", "netflow" -> counters.read(json);
      case "tcp" -> tcp.read(json);
      case "tunnel" -> tunnel(json);
      default -> json.skipChildren();
    }
  }

  private void type(String text) {
    typeName = text;
    type =
        switch (text) {
          case "flow" -> Type.FLOW;
          case "netflow" -> Type.NETFLOW;
          default -> Type.OTHER;
        };
  }

  private void source(JsonParser json) throws IOException {
    hasSource = JsonLine.address(json, scratch, address);
    record.sourceHigh = address.high;
    record.sourceLow = address.low;
  }

  private void destination(JsonParser json) throws IOException {
    hasDestination = JsonLine.address(json, scratch, address);
    record.destinationHigh = address.high;
    record.destinationLow = address.low;
  }

  private static int port(JsonParser json) throws IOException {
    return Math.max(0, JsonLine.upTo(0xFFFF, json));
  }

  private void service(String text) {
    boolean named = !text.equals("failed") && !text.equals("unknown");
    record.service = named ? text.toLowerCase(Locale.ROOT) : "";
  }

  /** One VLAN id, or an array of them, the outermost first. */
  private void vlan(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      record.vlan = Math.max(0, JsonLine.upTo(0xFFF, json));
      return;
    }
    boolean first = true;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      int id = Math.max(0, JsonLine.upTo(0xFFF, json));
      record.vlan = first ? id : record.vlan;
      first = false;
    }
  }

  private void tunnel(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean named = json.currentName().equals("proto");
      json.nextToken();
      if (named) {
        record.tunnel = JsonLine.text(json).toLowerCase(Locale.ROOT);
      } else {
        json.skipChildren();
      }
    }
  }

  /** Ends the event; false when something that must be there was not. */
  boolean finish() {
    if (!hasSource || !hasDestination || protocol == UNTOLD || !counters.finish()) {
      return false;
    }
    record.protocol = protocol;
    record.biflow = type == Type.FLOW;
    if (IpProtocols.isIcmp(protocol)) {
      record.sourcePort = Math.max(0, icmpType);
      record.destinationPort = Math.max(0, icmpCode);
    }
    if (protocol == IpProtocols.TCP) {
      record.tcpFlags = record.biflow ? tcp.toServer() : tcp.both();
      record.reverseTcpFlags = record.biflow ? tcp.toClient() : 0;
    }
    return true;
  }
}
