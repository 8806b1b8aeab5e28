package io.tapline.flowlog.search;

import io.tapline.flowlog.assemble.ClientEvidence;
import io.tapline.flowlog.assemble.CloseReason;
import io.tapline.flowlog.assemble.ConnState;
import io.tapline.flowlog.assemble.ServiceEvidence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection of an answer; columns as in {@link io.tapline.flowlog.segment.ConnectionBatch}.
 *
 * @param rttMicros -1 where it was not seen
 * @param tunnel empty = none
 * @param icmpError type and code; empty = none
 * @param outerFirstHigh of the ends of the outermost tunnel both halves are 0 where none is known
 * @param exported what flow records reported
 */
public record ConnectionRow(
    int sourceId,
    long firstFrame,
    long startNanos,
    long endNanos,
    CloseReason closeReason,
    int protocol,
    long clientHigh,
    long clientLow,
    int clientPort,
    long serverHigh,
    long serverLow,
    int serverPort,
    ClientEvidence clientEvidence,
    long clientPackets,
    long clientBytes,
    long clientPayloadBytes,
    int clientTcpFlags,
    long serverPackets,
    long serverBytes,
    long serverPayloadBytes,
    int serverTcpFlags,
    String service,
    ServiceEvidence serviceEvidence,
    String hostname,
    ConnState connState,
    String history,
    long rttMicros,
    int vlan,
    String tunnel,
    String icmpError,
    long outerFirstHigh,
    long outerFirstLow,
    long outerSecondHigh,
    long outerSecondLow,
    ExportedColumns exported) {

  private static final CloseReason[] CLOSE_REASONS = CloseReason.values();
  private static final ClientEvidence[] CLIENT_EVIDENCES = ClientEvidence.values();
  private static final ServiceEvidence[] SERVICE_EVIDENCES = ServiceEvidence.values();
  private static final ConnState[] CONN_STATES = ConnState.values();

  /** The first column of {@link ExportedColumns}. */
  private static final int EXPORTED = 35;

  /** What {@link #read} reads, in its order. */
  static final String COLUMNS =
      """
      source_id, first_frame,
      epoch_us(start_time) * 1000 + start_nanos,
      epoch_us(end_time) * 1000 + end_nanos,
      close_reason, protocol, client_high, client_low, client_port, server_high, server_low, server_port,
      client_evidence, client_packets, client_bytes, coalesce(client_bytes - client_header_bytes, 0), client_tcp_flags,
      server_packets, server_bytes, coalesce(server_bytes - server_header_bytes, 0), server_tcp_flags,
      service, service_evidence, hostname, conn_state, history, coalesce(rtt_micros, -1), vlan,
      coalesce(tunnel, ''), coalesce(icmp_error, ''),
      coalesce(outer_first_high, 0), coalesce(outer_first_low, 0),
      coalesce(outer_second_high, 0), coalesce(outer_second_low, 0),\
      """
          + " "
          + ExportedColumns.COLUMNS;

  static ConnectionRow read(ResultSet row) throws SQLException {
    return new ConnectionRow(
        row.getInt(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        CLOSE_REASONS[row.getInt(5)],
        row.getInt(6),
        row.getLong(7),
        row.getLong(8),
        row.getInt(9),
        row.getLong(10),
        row.getLong(11),
        row.getInt(12),
        CLIENT_EVIDENCES[row.getInt(13)],
        row.getLong(14),
        row.getLong(15),
        row.getLong(16),
        row.getInt(17),
        row.getLong(18),
        row.getLong(19),
        row.getLong(20),
        row.getInt(21),
        row.getString(22),
        SERVICE_EVIDENCES[row.getInt(23)],
        row.getString(24),
        CONN_STATES[row.getInt(25)],
        row.getString(26),
        row.getLong(27),
        row.getInt(28),
        row.getString(29),
        row.getString(30),
        row.getLong(31),
        row.getLong(32),
        row.getLong(33),
        row.getLong(34),
        ExportedColumns.read(row, EXPORTED));
  }

  static List<ConnectionRow> readAll(ResultSet result) throws SQLException {
    List<ConnectionRow> rows = new ArrayList<>();
    while (result.next()) {
      rows.add(read(result));
    }
    return rows;
  }

  /** Where it stands in the order of all. */
  public Position position() {
    return new Position(startNanos, sourceId, firstFrame);
  }
}
