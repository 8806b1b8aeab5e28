package io.tapline.flowlog.segment;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The two formats of segments. A segment of rows that only captured packets outside of tunnels told
 * of, without ICMP errors about them, has the columns of {@link ConnectionBatch} and none of the
 * others, so that they cost nothing there. Questions see all columns: absent ones are null.
 */
public final class SegmentFormat {
  /** Without the columns of flow records. */
  public static final int PACKETS = 1;

  /** With them. */
  public static final int FLOWS = 2;

  private record Column(String name, String type) {}

  /** Columns of {@link #FLOWS} after those of {@link #PACKETS}, in the order of the file. */
  private static final List<Column> FLOW_COLUMNS =
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
          new Column("firewall_chain", "VARCHAR"));

  private SegmentFormat() {}

  /** Names and types, as a table declares them. */
  static String declared() {
    return FLOW_COLUMNS.stream()
        .map(column -> column.name() + " " + column.type())
        .collect(Collectors.joining(", "));
  }

  /** In place of the columns that {@link #PACKETS} does not have. */
  static String absent() {
    return FLOW_COLUMNS.stream()
        .map(column -> "NULL::" + column.type() + " AS " + column.name())
        .collect(Collectors.joining(", "));
  }

  /** The columns' names, in their order. */
  static List<String> names() {
    return FLOW_COLUMNS.stream().map(Column::name).toList();
  }

  /** Of rows of all these. */
  static int common(List<SegmentPath> segments) {
    return segments.stream().mapToInt(SegmentPath::formatVersion).max().orElse(PACKETS);
  }
}
