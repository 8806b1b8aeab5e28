package io.tapline.flowlog.segment;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Makes one segment of several, with the same rows, sorted. For any number of threads. */
public final class SegmentMerge {
  private static final int FIXED_MIB = 40;
  private static final int ROWS_A_MIB = 32_768;
  private static final int LEAST_ROWS = 65_536;
  private static final int MOST_ROWS = 1 << 20;

  private final DuckDb duckDb;

  public SegmentMerge(DuckDb duckDb) {
    this.duckDb = duckDb;
  }

  /**
   * How many rows an engine with so much memory can sort and write. What it sorts may lie on disk,
   * but it holds a part of each sorted run and one row group (measured with random rows).
   */
  public static int mostRows(int memoryMib) {
    return Math.clamp((memoryMib - FIXED_MIB) * (long) ROWS_A_MIB, LEAST_ROWS, MOST_ROWS);
  }

  /**
   * Merges; the given segments stay.
   *
   * @param segments at least one, each with at least one row
   * @param target below one of the engine's directories; not one of the segments
   * @throws IOException when a segment cannot be read or the target not be written
   */
  public SegmentFile merge(List<SegmentPath> segments, Path target) throws IOException {
    try (DuckDBConnection connection = duckDb.connect()) {
      int formatVersion = SegmentFormat.common(segments);
      String rows = DuckDb.rows(segments, formatVersion);
      ParquetFile file =
          ParquetFile.create(
              target, partial -> DuckDb.execute(connection, ParquetFile.sortedCopy(rows, partial)));
      return describe(connection, file, formatVersion);
    } catch (SQLException e) {
      throw new IOException("Cannot merge into segment " + target + ": " + e.getMessage(), e);
    }
  }

  private static SegmentFile describe(
      DuckDBConnection connection, ParquetFile file, int formatVersion) throws SQLException {
    SegmentSums sums = new SegmentSums();
    String table = DuckDb.table(List.of(file.path()));
    try (Statement statement = connection.createStatement()) {
      readAddresses(statement, table, sums);
      return file.describe(formatVersion, readSums(statement, table, sums), sums);
    }
  }

  private static void readAddresses(Statement statement, String table, SegmentSums sums)
      throws SQLException {
    String query =
        """
        SELECT DISTINCT true, client_high, client_low FROM %1$s
        UNION ALL SELECT DISTINCT false, server_high, server_low FROM %1$s"""
            .formatted(table);
    try (ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        Side side = row.getBoolean(1) ? Side.CLIENT : Side.SERVER;
        sums.addresses.add(side, row.getLong(2), row.getLong(3));
      }
    }
  }

  private static long readSums(Statement statement, String table, SegmentSums sums)
      throws SQLException {
    String query =
        """
        SELECT count(*), min(start), max(start),
          max((epoch_us(start_time) + duration_micros) * 1000 + end_nanos),
          least(sum(client_packets + server_packets), 9223372036854775807)::BIGINT,
          least(sum(client_bytes + server_bytes), 9223372036854775807)::BIGINT
        FROM (SELECT *, epoch_us(start_time) * 1000 + start_nanos AS start FROM %s)"""
            .formatted(table);
    try (ResultSet row = statement.executeQuery(query)) {
      if (!row.next() || row.getLong(1) == 0) {
        throw new SQLException("the merged segment has no rows");
      }
      sums.minStartNanos = row.getLong(2);
      sums.maxStartNanos = row.getLong(3);
      sums.maxEndNanos = row.getLong(4);
      sums.packets = row.getLong(5);
      sums.bytes = row.getLong(6);
      return row.getLong(1);
    }
  }
}
