package io.tapline.flowlog.search.filter;

import io.tapline.wire.protocol.IpProtocols;
import io.tapline.wire.protocol.ProtocolNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What people are told of fields while they type. */
public final class FieldHints {
  private static final List<Field> ASKED_MOST =
      List.of(
          Field.HOST,
          Field.CLIENT,
          Field.SERVER,
          Field.PORT,
          Field.SERVER_PORT,
          Field.CLIENT_PORT,
          Field.SERVICE,
          Field.HOSTNAME,
          Field.PROTOCOL,
          Field.BYTES,
          Field.PACKETS,
          Field.DURATION,
          Field.CONN_STATE,
          Field.OPEN,
          Field.SOURCE,
          Field.EXPORTER,
          Field.NETOBJECT);

  private static final List<Integer> USUAL_PROTOCOLS =
      List.of(
          IpProtocols.TCP,
          IpProtocols.UDP,
          IpProtocols.ICMP,
          IpProtocols.ICMPV6,
          IpProtocols.SCTP,
          IpProtocols.GRE,
          IpProtocols.ESP);

  private FieldHints() {}

  /** Every field, those that are asked for most first. */
  public static List<Field> byUse() {
    Set<Field> fields = new LinkedHashSet<>(ASKED_MOST);
    fields.addAll(List.of(Field.values()));
    return new ArrayList<>(fields);
  }

  /** Values to choose from; empty where there are too many. */
  public static List<String> values(Field field) {
    return switch (field) {
      case PROTOCOL -> USUAL_PROTOCOLS.stream().map(ProtocolNames::name).toList();
      case OPEN -> List.of("true", "false");
      case SAMPLING -> List.of("unknown");
      case FIREWALL_ACTION -> List.of("accept", "drop", "reject");
      case FLAGS -> Flag.names();
      default -> field.codes().stream().filter(code -> !code.isEmpty()).toList();
    };
  }

  /** What it is and how values are written, in a few words. */
  public static String description(Field field) {
    return switch (field) {
      case ID -> "of one connection, such as 7-123";
      case COMMUNITY_ID -> "as Zeek and Suricata write it, in quotes";
      case SOURCE -> "sensor/source; * is a wildcard";
      case START, END -> "a time such as 2026-01-31T12:00 (UTC)";
      case OPEN -> "true or false";
      case CLOSE_REASON -> "why the connection ended in the log";
      case PROTOCOL -> "name or number";
      case CLIENT, SERVER, HOST -> side(field) + ": address or prefix";
      case NETOBJECT, CLIENT_NETOBJECT, SERVER_NETOBJECT ->
          side(field) + ": in a net object of the catalog, such as /NetObjects/Office";
      case CLIENT_PORT, SERVER_PORT, PORT -> side(field) + ": port";
      case CLIENT_EVIDENCE -> "how it is known who is the client";
      case CLIENT_PACKETS, SERVER_PACKETS -> side(field) + ": packets";
      case CLIENT_BYTES, SERVER_BYTES -> side(field) + ": bytes of whole frames";
      case PACKETS -> "both ways";
      case BYTES -> "both ways, whole frames";
      case CLIENT_PAYLOAD_BYTES, SERVER_PAYLOAD_BYTES -> side(field) + ": bytes above transport";
      case CLIENT_TCP_FLAGS, SERVER_TCP_FLAGS -> side(field) + ": sum of FIN 1, SYN 2, RST 4, ...";
      case SERVICE -> "http, tls, dns, ssh, ...";
      case SERVICE_EVIDENCE -> "how the service is known";
      case HOSTNAME -> "TLS SNI, HTTP host or DNS name; * is a wildcard";
      case CONN_STATE -> "Zeek's state of a TCP connection";
      case HISTORY -> "Zeek's letters, such as ShADadFf; * is a wildcard";
      case RTT_MICROS -> "of the handshake, in microseconds";
      case VLAN -> "outermost VLAN id, 0 = none";
      case TUNNEL -> "such as vxlan/100; * is a wildcard";
      case OUTER_FIRST, OUTER_SECOND -> "one end of the outermost tunnel: address or prefix";
      case OUTER_HOST -> "either end of the outermost tunnel: address or prefix";
      case ICMP_ERROR -> "type/code of an error about the connection, such as 3/1";
      case EXPORTER -> "address or prefix of the flow exporter";
      case OBSERVATION_DOMAIN -> "of the exporter";
      case FLOW_RECORDS -> "that were put together; 0 = captured packets";
      case SAMPLING_INTERVAL -> "one of so many packets was looked at";
      case SAMPLING -> "such as 1/100; unknown";
      case INPUT_INTERFACE, OUTPUT_INTERFACE -> "SNMP index of the interface";
      case INPUT_INTERFACE_NAME, OUTPUT_INTERFACE_NAME -> "name of the interface, such as eth0";
      case CLIENT_AS, SERVER_AS -> side(field) + ": autonomous system";
      case CLIENT_MASK, SERVER_MASK -> side(field) + ": prefix length";
      case CLIENT_TOS, SERVER_TOS -> side(field) + ": type of service";
      case NEXT_HOP -> "address or prefix of the next router";
      case NAT_CLIENT, NAT_SERVER -> "translated address or prefix";
      case NAT_CLIENT_PORT, NAT_SERVER_PORT -> "translated port";
      case CLIENT_TAG, SERVER_TAG -> side(field) + ": tag of flow-tools";
      case FIREWALL_ACTION -> "what the firewall did";
      case FIREWALL_CHAIN -> "chain or log prefix; * is a wildcard";
      case FLAGS -> "how it behaves and which way it goes; one of them";
      case DURATION -> "such as 250ms, 90s, 10m or 2h";
    };
  }

  private static String side(Field field) {
    String name = field.name();
    return name.startsWith("CLIENT")
        ? "client"
        : name.startsWith("SERVER") ? "server" : "either side";
  }
}
