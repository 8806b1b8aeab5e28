package io.tapline.flowlog.search;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What flow records reported of a connection; columns as in {@link
 * io.tapline.flowlog.segment.SegmentFormat}. Numbers that may be absent are -1 then, of absent
 * addresses both halves are 0, texts are empty.
 *
 * @param flowRecords 0 for captured packets, which have nothing of all this
 */
public record ExportedColumns(
    long flowRecords,
    long exporterHigh,
    long exporterLow,
    long observationDomain,
    long samplingInterval,
    long inputInterface,
    long outputInterface,
    String inputInterfaceName,
    String outputInterfaceName,
    long clientAs,
    long serverAs,
    int clientMask,
    int serverMask,
    int clientTos,
    int serverTos,
    long nextHopHigh,
    long nextHopLow,
    long natClientHigh,
    long natClientLow,
    int natClientPort,
    long natServerHigh,
    long natServerLow,
    int natServerPort,
    long clientTag,
    long serverTag,
    String firewallAction,
    String firewallChain) {

  static final ExportedColumns NOTHING =
      new ExportedColumns(
          0, 0, 0, 0, 0, -1, -1, "", "", -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, "",
          "");

  /** What {@link #read} reads, in its order. */
  static final String COLUMNS =
      """
      coalesce(flow_records, 0), coalesce(exporter_high, 0), coalesce(exporter_low, 0),
      coalesce(observation_domain, 0), coalesce(sampling_interval, 0),
      coalesce(input_interface, -1), coalesce(output_interface, -1),
      coalesce(input_interface_name, ''), coalesce(output_interface_name, ''),
      coalesce(client_as, -1), coalesce(server_as, -1),
      coalesce(client_mask::SMALLINT, -1), coalesce(server_mask::SMALLINT, -1),
      coalesce(client_tos::SMALLINT, -1), coalesce(server_tos::SMALLINT, -1),
      coalesce(next_hop_high, 0), coalesce(next_hop_low, 0),
      coalesce(nat_client_high, 0), coalesce(nat_client_low, 0), coalesce(nat_client_port, 0),
      coalesce(nat_server_high, 0), coalesce(nat_server_low, 0), coalesce(nat_server_port, 0),
      coalesce(client_tag, -1), coalesce(server_tag, -1),
      coalesce(firewall_action, ''), coalesce(firewall_chain, '')""";

  /** Reads from a column on. */
  static ExportedColumns read(ResultSet row, int first) throws SQLException {
    long flowRecords = row.getLong(first);
    return flowRecords == 0 ? NOTHING : new Reader(row, first + 1).read(flowRecords);
  }

  /** Reads one column after the other. */
  private static final class Reader {
    private final ResultSet row;
    private int next;

    Reader(ResultSet row, int first) {
      this.row = row;
      this.next = first;
    }

    ExportedColumns read(long flowRecords) throws SQLException {
      return new ExportedColumns(
          flowRecords,
          number(),
          number(),
          number(),
          number(),
          number(),
          number(),
          text(),
          text(),
          number(),
          number(),
          (int) number(),
          (int) number(),
          (int) number(),
          (int) number(),
          number(),
          number(),
          number(),
          number(),
          (int) number(),
          number(),
          number(),
          (int) number(),
          number(),
          number(),
          text(),
          text());
    }

    private long number() throws SQLException {
      return row.getLong(next++);
    }

    private String text() throws SQLException {
      return row.getString(next++);
    }
  }
}
