package io.tapline.flowlog.segment;

import io.tapline.flowlog.assemble.ClientEvidence;
import io.tapline.flowlog.assemble.CloseReason;
import io.tapline.flowlog.assemble.ConnState;
import io.tapline.flowlog.assemble.ServiceEvidence;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads segments back, in the order of their files, the way a stranger would. */
public final class SegmentRows {
  private SegmentRows() {}

  public static List<Row> read(DuckDb duckDb, List<Path> segments) throws SQLException {
    return read(duckDb, DuckDb.table(segments));
  }

  /** The rows that hold. */
  public static List<Row> readHolding(DuckDb duckDb, List<SegmentPath> segments)
      throws SQLException {
    return read(duckDb, DuckDb.segments(segments));
  }

  private static List<Row> read(DuckDb duckDb, String table) throws SQLException {
    List<Row> rows = new ArrayList<>();
    String sql =
        "SELECT *, epoch_us(start_time) * 1000 + start_nanos AS s,"
            + " epoch_us(end_time) * 1000 + end_nanos AS e FROM "
            + table;
    try (var connection = duckDb.connect();
        Statement statement = connection.createStatement();
        ResultSet set = statement.executeQuery(sql)) {
      while (set.next()) {
        rows.add(row(set));
      }
    }
    return rows;
  }

  @SuppressWarnings("EnumOrdinal") // the file format is what is read here
  private static Row row(ResultSet set) throws SQLException {
    long rtt = set.getLong("rtt_micros");
    boolean seen = !set.wasNull();
    return new Row(
        set.getInt("source_id"),
        set.getLong("first_frame"),
        set.getLong("s"),
        set.getLong("e"),
        CloseReason.values()[set.getInt("close_reason")],
        set.getInt("protocol"),
        set.getLong("client_high"),
        set.getLong("client_low"),
        set.getInt("client_port"),
        set.getLong("server_high"),
        set.getLong("server_low"),
        set.getInt("server_port"),
        ClientEvidence.values()[set.getInt("client_evidence")],
        set.getLong("client_packets"),
        set.getLong("client_bytes"),
        payload(set, "client"),
        set.getInt("client_tcp_flags"),
        set.getLong("server_packets"),
        set.getLong("server_bytes"),
        payload(set, "server"),
        set.getInt("server_tcp_flags"),
        set.getString("service"),
        ServiceEvidence.values()[set.getInt("service_evidence")],
        set.getString("hostname"),
        ConnState.values()[set.getInt("conn_state")],
        set.getString("history"),
        seen ? rtt * 1000 : -1,
        set.getInt("vlan"));
  }

  /** Header bytes are absent where there is no payload. */
  private static long payload(ResultSet set, String side) throws SQLException {
    long header = set.getLong(side + "_header_bytes");
    return set.wasNull() ? 0 : set.getLong(side + "_bytes") - header;
  }
}
