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
public enum Field implements KeyColumn {
  ID(Kind.IDENTITY, "source_id", "first_frame"),
  COMMUNITY_ID(Kind.COMMUNITY),
  SOURCE(Kind.SOURCE, "source_id"),
  START(Kind.TIME, Field.START_NANOS),
  END(Kind.TIME, Field.END_NANOS),
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
  CLIENT_PAYLOAD_BYTES(Kind.NUMBER, "coalesce(client_bytes - client_header_bytes, 0)"),
  SERVER_PAYLOAD_BYTES(Kind.NUMBER, "coalesce(server_bytes - server_header_bytes, 0)"),
  CLIENT_TCP_FLAGS(Kind.NUMBER, "client_tcp_flags"),
  SERVER_TCP_FLAGS(Kind.NUMBER, "server_tcp_flags"),
  SERVICE(Kind.TEXT, "service"),
  SERVICE_EVIDENCE(ServiceEvidence.values(), "service_evidence"),
  HOSTNAME(Kind.TEXT, "hostname"),
  CONN_STATE(ConnState.values(), "conn_state"),
  HISTORY(Kind.TEXT, "history"),
  RTT_MICROS(Kind.NUMBER, "rtt_micros"),
  VLAN(Kind.NUMBER, "vlan"),
  TUNNEL(Kind.TEXT, "coalesce(tunnel, '')"),
  ICMP_ERROR(Kind.TEXT, "coalesce(icmp_error, '')"),
  EXPORTER(Kind.ADDRESS, "exporter_high", "exporter_low"),
  OBSERVATION_DOMAIN(Kind.NUMBER, "coalesce(observation_domain, 0)"),
  FLOW_RECORDS(Kind.NUMBER, "coalesce(flow_records, 0)"),
  SAMPLING_INTERVAL(Kind.NUMBER, "coalesce(sampling_interval, 0)"),
  SAMPLING(
      Kind.TEXT,
      "(CASE WHEN sampling_interval < 0 THEN 'unknown' WHEN sampling_interval > 1"
          + " THEN '1/' || CAST(sampling_interval AS VARCHAR) ELSE '' END)"),
  INPUT_INTERFACE(Kind.NUMBER, "input_interface"),
  OUTPUT_INTERFACE(Kind.NUMBER, "output_interface"),
  INPUT_INTERFACE_NAME(Kind.TEXT, "coalesce(input_interface_name, '')"),
  OUTPUT_INTERFACE_NAME(Kind.TEXT, "coalesce(output_interface_name, '')"),
  CLIENT_AS(Kind.NUMBER, "client_as"),
  SERVER_AS(Kind.NUMBER, "server_as"),
  CLIENT_MASK(Kind.NUMBER, "client_mask"),
  SERVER_MASK(Kind.NUMBER, "server_mask"),
  CLIENT_TOS(Kind.NUMBER, "client_tos"),
  SERVER_TOS(Kind.NUMBER, "server_tos"),
  NEXT_HOP(Kind.ADDRESS, "next_hop_high", "next_hop_low"),
  NAT_CLIENT(Kind.ADDRESS, "nat_client_high", "nat_client_low"),
  NAT_CLIENT_PORT(Kind.NUMBER, "coalesce(nat_client_port, 0)"),
  NAT_SERVER(Kind.ADDRESS, "nat_server_high", "nat_server_low"),
  NAT_SERVER_PORT(Kind.NUMBER, "coalesce(nat_server_port, 0)"),
  CLIENT_TAG(Kind.NUMBER, "client_tag"),
  SERVER_TAG(Kind.NUMBER, "server_tag"),
  FIREWALL_ACTION(Kind.TEXT, "coalesce(firewall_action, '')"),
  FIREWALL_CHAIN(Kind.TEXT, "coalesce(firewall_chain, '')"),
  OUTER_FIRST(Kind.ADDRESS, "outer_first_high", "outer_first_low"),
  OUTER_SECOND(Kind.ADDRESS, "outer_second_high", "outer_second_low"),
  /** Names of {@link Flag}; a term asks for one of them. */
  FLAGS(Kind.TEXT, Flag.COLUMN),
  /** Client or server address; only in filters, as the following ones. */
  HOST(Kind.HOST),
  /** Either end of the outermost tunnel. */
  OUTER_HOST(Kind.HOST),
  /** Client or server address, within a net object of the catalog. */
  NETOBJECT(Kind.NETOBJECT),
  CLIENT_NETOBJECT(Kind.NETOBJECT),
  SERVER_NETOBJECT(Kind.NETOBJECT),
  /** Client or server port. */
  PORT(Kind.PORT),
  /** Both ways. */
  PACKETS(Kind.NUMBER, "(client_packets + server_packets)"),
  /** Both ways. */
  BYTES(Kind.NUMBER, "(client_bytes + server_bytes)"),
  /** From the first to the last packet. */
  DURATION(Kind.DURATION, "(epoch_us(end_time) - epoch_us(start_time))");

  /** How values are written and compared. */
  public enum Kind {
    IDENTITY,
    COMMUNITY,
    SOURCE,
    TIME,
    /** Stored in microseconds. */
    DURATION,
    TRUTH,
    CODE,
    PROTOCOL,
    ADDRESS,
    NUMBER,
    TEXT,
    HOST,
    /** The name of a set of prefixes. */
    NETOBJECT,
    PORT
  }

  /** Start in nanoseconds since 1970-01-01T00:00:00Z. */
  public static final String START_NANOS = "(epoch_us(start_time) * 1000 + start_nanos)";

  /** End in nanoseconds since 1970-01-01T00:00:00Z. */
  public static final String END_NANOS = "(epoch_us(end_time) * 1000 + end_nanos)";

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
  @Override
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
      case CLIENT_PORT, SERVER_PORT, PORT, NAT_CLIENT_PORT, NAT_SERVER_PORT -> 65_535;
      case CLIENT_TCP_FLAGS, SERVER_TCP_FLAGS, CLIENT_TOS, SERVER_TOS -> 255;
      case CLIENT_MASK, SERVER_MASK -> 128;
      case INPUT_INTERFACE, OUTPUT_INTERFACE, CLIENT_AS, SERVER_AS, CLIENT_TAG, SERVER_TAG ->
          4_294_967_295L;
      case VLAN -> 4_095;
      default -> Long.MAX_VALUE;
    };
  }

  /** Whether a row may have no value: null in a segment. */
  public boolean hasGaps() {
    return switch (this) {
      case RTT_MICROS,
          EXPORTER,
          INPUT_INTERFACE,
          OUTPUT_INTERFACE,
          CLIENT_AS,
          SERVER_AS,
          CLIENT_MASK,
          SERVER_MASK,
          CLIENT_TOS,
          SERVER_TOS,
          NEXT_HOP,
          NAT_CLIENT,
          NAT_SERVER,
          OUTER_FIRST,
          OUTER_SECOND,
          CLIENT_TAG,
          SERVER_TAG ->
          true;
      default -> false;
    };
  }

  /** For texts: whether they are stored in lower case. */
  boolean isLowerCase() {
    return this == SERVICE || this == HOSTNAME;
  }

  /** Whether more and less compare it. */
  public boolean isOrdered() {
    return switch (kind) {
      case NUMBER, TIME, DURATION, PORT -> true;
      case IDENTITY, COMMUNITY, SOURCE, TRUTH, CODE, PROTOCOL, ADDRESS, TEXT, HOST, NETOBJECT ->
          false;
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
