package io.tapline.flowlog.search.filter;

import io.tapline.flowlog.assemble.ClientEvidence;
import io.tapline.flowlog.assemble.CloseReason;
import io.tapline.flowlog.assemble.ConnState;
import io.tapline.flowlog.assemble.ServiceEvidence;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The names that filters, groups and tables share, and the segment columns behind them. The name is
 * the constant in lower case.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are
public enum Field {
  ID(Kind.IDENTITY, "source_id", "first_frame"),
  COMMUNITY_ID(Kind.COMMUNITY),
  SOURCE(Kind.SOURCE, "source_id"),
  START(Kind.TIME, Field.START_NANOS),
  END(Kind.TIME, "((epoch_us(start_time) + duration_micros) * 1000 + end_nanos)"),
  OPEN(Kind.TRUTH, "(close_reason = 0)"),
  CLOSE_REASON(CloseReason.values(), "close_reason"),
  PROTOCOL(Kind.PROTOCOL, "protocol"),
  CLIENT(Kind.ADDRESS, "client_high", "client_low"),
  CLIENT_PORT(Kind.NUMBER, "client_port"),
  SERVER(Kind.ADDRESS, "server_high", "server_low"),
  SERVER_PORT(Kind.NUMBER, "server_port"),
  CLIENT_EVIDENCE(ClientEvidence.values(), "client_evidence"),
  CLIENT_PACKETS(Kind.NUMBER, "client_packets"),
  CLIENT_BYTES(Kind.NUMBER, "client_bytes"),
  SERVER_PACKETS(Kind.NUMBER, "server_packets"),
  SERVER_BYTES(Kind.NUMBER, "server_bytes"),
  CLIENT_PAYLOAD_BYTES(Kind.NUMBER, "(client_bytes - client_header_bytes)"),
  SERVER_PAYLOAD_BYTES(Kind.NUMBER, "(server_bytes - server_header_bytes)"),
  CLIENT_TCP_FLAGS(Kind.NUMBER, "client_tcp_flags"),
  SERVER_TCP_FLAGS(Kind.NUMBER, "server_tcp_flags"),
  SERVICE(Kind.TEXT, "service"),
  SERVICE_EVIDENCE(ServiceEvidence.values(), "service_evidence"),
  HOSTNAME(Kind.TEXT, "hostname"),
  CONN_STATE(ConnState.values(), "conn_state"),
  HISTORY(Kind.TEXT, "history"),
  RTT_MICROS(Kind.NUMBER, "rtt_micros"),
  VLAN(Kind.NUMBER, "vlan"),
  /** Client or server address; only in filters, as the following ones. */
  HOST(Kind.HOST),
  /** Client or server port. */
  PORT(Kind.PORT),
  /** Both ways. */
  PACKETS(Kind.NUMBER, "(client_packets + server_packets)"),
  /** Both ways. */
  BYTES(Kind.NUMBER, "(client_bytes + server_bytes)");

  /** How values are written and compared. */
  public enum Kind {
    IDENTITY,
    COMMUNITY,
    SOURCE,
    TIME,
    TRUTH,
    CODE,
    PROTOCOL,
    ADDRESS,
    NUMBER,
    TEXT,
    HOST,
    PORT
  }

  /** Start in nanoseconds since 1970-01-01T00:00:00Z. */
  public static final String START_NANOS = "(epoch_us(start_time) * 1000 + start_nanos)";

  private final Kind kind;
  private final List<String> columns;
  private final List<String> codes;

  Field(Kind kind, String... columns) {
    this.kind = kind;
    this.columns = List.of(columns);
    this.codes = List.of();
  }

  Field(Enum<?>[] codes, String column) {
    this.kind = Kind.CODE;
    this.columns = List.of(column);
    this.codes = Arrays.stream(codes).map(Field::name).toList();
  }

  private static String name(Enum<?> code) {
    return code == ConnState.NONE
        ? ""
        : code instanceof ConnState ? code.name() : code.name().toLowerCase(Locale.ROOT);
  }

  public Kind kind() {
    return kind;
  }

  /** The name in filters. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** SQL expressions over a segment's columns whose values together are the field's value. */
  public List<String> columns() {
    return columns;
  }

  /** For {@link Kind#CODE}: the names of the stored numbers, by number. */
  public List<String> codes() {
    return codes;
  }

  /** For numbers: the largest that there is. The least is 0. */
  long largest() {
    return switch (this) {
      case CLIENT_PORT, SERVER_PORT, PORT -> 65_535;
      case CLIENT_TCP_FLAGS, SERVER_TCP_FLAGS -> 255;
      case VLAN -> 4_095;
      default -> Long.MAX_VALUE;
    };
  }

  /** Whether connections can be grouped by it. */
  public boolean isColumn() {
    return compareTo(HOST) < 0 && this != COMMUNITY_ID;
  }

  public static Optional<Field> of(String name) {
    return Arrays.stream(values()).filter(field -> field.text().equals(name)).findFirst();
  }
}
