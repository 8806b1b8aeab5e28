package io.tapline.flowlog.segment;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The formats of segments, each of the three with the columns of the one before and more. A segment
 * of rows that only captured packets outside of tunnels told of, without ICMP errors about them,
 * has the columns of {@link ConnectionBatch} and none of the others, so that they cost nothing
 * there. Questions see all columns: absent ones are null.
 *
 * <p>Formats 1 to 3 are formats 4 to 6 with {@code duration_micros} instead of {@code end_time}, by
 * whose statistics questions about an interval skip what ended before. They are read, not written.
 */
public final class SegmentFormat {
  /** Without the columns of flow records. */
  public static final int PACKETS = 4;

  /** With them, and with those of tunnels but for their ends. */
  public static final int FLOWS = 5;

  /** With the ends of tunnels. */
  public static final int TUNNELS = 6;

  /** The first format that was ever written. */
  static final int FIRST = 1;

  private static final int LAST_WITH_DURATION = 3;

  private static final String OF_DURATION =
      " EXCLUDE (duration_micros), make_timestamp(epoch_us(start_time) + duration_micros) AS end_time";

  /** The format that has every column. */
  static final int ALL = TUNNELS;

  private record Column(String name, String type, int since) {
    Column(String name, String type) {
      this(name, type, FLOWS);
    }
  }

  /** Columns after those of {@link #PACKETS}, in the order of the file. */
  private static final List<Column> COLUMNS =
      List.of(
          new Column("tunnel", "VARCHAR"),
          new Column("icmp_error", "VARCHAR"),
          new Column("exporter_high", "BIGINT"),
          new Column("exporter_low", "BIGINT"),
          new Column("observation_domain", "BIGINT"),
          new Column("flow_records", "BIGINT"),
          new Column("sampling_interval", "BIGINT"),
          new Column("input_interface", "BIGINT"),
          new Column("output_interface", "BIGINT"),
          new Column("input_interface_name", "VARCHAR"),
          new Column("output_interface_name", "VARCHAR"),
          new Column("client_as", "BIGINT"),
          new Column("server_as", "BIGINT"),
          new Column("client_mask", "UTINYINT"),
          new Column("server_mask", "UTINYINT"),
          new Column("client_tos", "UTINYINT"),
          new Column("server_tos", "UTINYINT"),
          new Column("next_hop_high", "BIGINT"),
          new Column("next_hop_low", "BIGINT"),
          new Column("nat_client_high", "BIGINT"),
          new Column("nat_client_low", "BIGINT"),
          new Column("nat_client_port", "USMALLINT"),
          new Column("nat_server_high", "BIGINT"),
          new Column("nat_server_low", "BIGINT"),
          new Column("nat_server_port", "USMALLINT"),
          new Column("client_tag", "BIGINT"),
          new Column("server_tag", "BIGINT"),
          new Column("firewall_action", "VARCHAR"),
          new Column("firewall_chain", "VARCHAR"),
          new Column("outer_first_high", "BIGINT", TUNNELS),
          new Column("outer_first_low", "BIGINT", TUNNELS),
          new Column("outer_second_high", "BIGINT", TUNNELS),
          new Column("outer_second_low", "BIGINT", TUNNELS));

  private SegmentFormat() {}

  /** Names and types, as a table declares them. */
  static String declared() {
    return COLUMNS.stream()
        .map(column -> column.name() + " " + column.type())
        .collect(Collectors.joining(", "));
  }

  /** What to select of a segment to have the columns of a format that has all of its own. */
  static String columns(int segment, int format) {
    return (segment <= LAST_WITH_DURATION ? "*" + OF_DURATION : "*")
        + COLUMNS.stream()
            .filter(column -> column.since() > current(segment) && column.since() <= format)
            .map(column -> ", NULL::" + column.type() + " AS " + column.name())
            .collect(Collectors.joining());
  }

  /** The format that is written today with the columns of another one. */
  private static int current(int format) {
    return format <= LAST_WITH_DURATION ? format + LAST_WITH_DURATION : format;
  }

  /** The columns' names, in their order. */
  static List<String> names() {
    return COLUMNS.stream().map(Column::name).toList();
  }

  /** Of rows of all these, as it is written today. */
  static int common(List<SegmentPath> segments) {
    return segments.stream()
        .mapToInt(segment -> current(segment.formatVersion()))
        .max()
        .orElse(PACKETS);
  }
}
