package io.tapline.report.fwctl;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** The columns of the connection log that records are made of. */
enum LogColumn {
  PROTOCOL("protocol", "protocol"),
  CLIENT("client", "client_address"),
  CLIENT_PORT("client_port", "client_port"),
  SERVER("server", "server_address"),
  SERVER_PORT("server_port", "server_port"),
  SERVICE("service", "service"),
  HOSTNAME("hostname", "hostname"),
  FIREWALL_ACTION("firewall_action", "firewall.action"),
  FIREWALL_CHAIN("firewall_chain", "firewall.chain");

  private final String text;
  private final String path;

  LogColumn(String text, String path) {
    this.text = text;
    this.path = path;
  }

  /** The name in filters and groups. */
  String text() {
    return text;
  }

  /** Where it is in a connection, for read masks. */
  String path() {
    return path;
  }

  /** What these fields are made of; interfaces and aliases follow from addresses. */
  static Set<LogColumn> of(Collection<RecordField> fields) {
    Set<LogColumn> columns = EnumSet.noneOf(LogColumn.class);
    fields.forEach(field -> columns.addAll(of(field)));
    return columns;
  }

  private static Set<LogColumn> of(RecordField field) {
    return switch (field) {
      case ACTION -> EnumSet.of(FIREWALL_ACTION);
      case CHAIN -> EnumSet.of(FIREWALL_CHAIN);
      case PROTOCOL, PROTOCOL_NAME -> EnumSet.of(PROTOCOL);
      case SOURCE_IP, SOURCE_INTERFACE, SOURCE_ALIAS -> EnumSet.of(CLIENT);
      case SOURCE_PORT -> EnumSet.of(CLIENT_PORT);
      case DESTINATION_IP, DESTINATION_INTERFACE, DESTINATION_ALIAS -> EnumSet.of(SERVER);
      case DESTINATION_HOST -> EnumSet.of(HOSTNAME);
      case DESTINATION_PORT -> EnumSet.of(SERVER_PORT);
      case DESTINATION_SERVICE -> EnumSet.of(SERVICE);
      case TIME, DEVICE, INTERFACE, SOURCE_HOST, SOURCE_SERVICE -> EnumSet.noneOf(LogColumn.class);
    };
  }
}
