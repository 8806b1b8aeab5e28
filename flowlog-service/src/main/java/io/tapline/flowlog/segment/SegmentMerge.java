package io.tapline.flowlog.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBConnection;

/**
 * Makes one segment of several, with the same rows, sorted. For any number of threads.
 *
 * <p>The engine sorts in memory only, about 700 bytes a row, whatever it may put on disk. Rows that
 * do not fit are therefore sorted in slices of time, each into a file, and these are written one
 * after the other: memory does not grow with the rows.
 */
public final class SegmentMerge {
  private static final int SORTED_ROWS_A_MIB = 1_500;

  private final DuckDb duckDb;

  public SegmentMerge(DuckDb duckDb) {
    this.duckDb = duckDb;
  }

  /**
   * Merges; the given segments stay.
   *
   * @param segments at least one, each with at least one row
   * @param target below one of the engine's directories; not one of the segments
   * @throws IOException when a segment cannot be read or the target not be written
   */
  public SegmentFile merge(List<SegmentPath> segments, Path target) throws IOException {
    List<Path> slices = new ArrayList<>();
    try (DuckDBConnection connection = duckDb.connect()) {
      int formatVersion = SegmentFormat.common(segments);
      String rows = DuckDb.rows(segments, formatVersion);
      List<Long> bounds = bounds(connection, rows);
      if (bounds.isEmpty()) {
        ParquetFile sorted = sort(connection, rows, target);
        return describe(connection, sorted, List.of(sorted.path()), formatVersion);
      }
      slice(connection, rows, bounds, target, slices);
      return describe(connection, join(connection, slices, target), slices, formatVersion);
    } catch (SQLException e) {
      throw new IOException("Cannot merge into segment " + target + ": " + e.getMessage(), e);
    } finally {
      for (Path slice : slices) {
        Files.deleteIfExists(slice);
      }
    }
  }

  private static ParquetFile sort(DuckDBConnection connection, String rows, Path target)
      throws IOException {
    return ParquetFile.create(
        target, partial -> DuckDb.execute(connection, ParquetFile.sortedCopy(rows, partial)));
  }

  /** Adds the files of the slices, the earliest first. */
  private static void slice(
      DuckDBConnection connection, String rows, List<Long> bounds, Path target, List<Path> slices)
      throws SQLException {
    String from = "true";
    for (long bound : bounds) {
      String before = "start_time < make_timestamp(%d)".formatted(bound);
      slice(connection, rows, from + " AND " + before, target, slices);
      from = "NOT " + before;
    }
    slice(connection, rows, from, target, slices);
  }

  private static void slice(
      DuckDBConnection connection, String rows, String which, Path target, List<Path> slices)
      throws SQLException {
    Path slice = target.resolveSibling(target.getFileName() + "." + slices.size());
    slices.add(slice);
    DuckDb.execute(connection, ParquetFile.sortedCopy(rows + " WHERE " + which, slice));
  }

  /** Start times in microseconds that divide the rows into slices of about one size, if needed. */
  private List<Long> bounds(DuckDBConnection connection, String rows) throws SQLException {
    int slices = (int) Math.ceilDiv(count(connection, rows), sliceRows());
    if (slices < 2) {
      return List.of();
    }
    String shares =
        IntStream.range(1, slices)
            .mapToObj(slice -> Double.toString((double) slice / slices))
            .collect(Collectors.joining(", ", "[", "]"));
    return longs(
        connection,
        "SELECT DISTINCT unnest(approx_quantile(epoch_us(start_time), %s)) FROM %s ORDER BY 1"
            .formatted(shares, rows));
  }

  private long sliceRows() {
    return (long) duckDb.memoryMib() * SORTED_ROWS_A_MIB;
  }

  private static long count(DuckDBConnection connection, String rows) throws SQLException {
    return longs(connection, "SELECT count(*) FROM " + rows).getFirst();
  }

  private static List<Long> longs(DuckDBConnection connection, String query) throws SQLException {
    List<Long> longs = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        longs.add(row.getLong(1));
      }
    }
    return longs;
  }

  private ParquetFile join(DuckDBConnection connection, List<Path> slices, Path target)
      throws IOException {
    String rows = DuckDb.table(slices);
    return ParquetFile.create(
        target,
        partial ->
            DuckDb.execute(connection, ParquetFile.copyInOrder(rows, partial, duckDb.threads())));
  }

  /**
   * @param slices that hold the rows of the file, each few enough to look for their addresses
   */
  private static SegmentFile describe(
      DuckDBConnection connection, ParquetFile file, List<Path> slices, int formatVersion)
      throws SQLException {
    SegmentSums sums = new SegmentSums();
    try (Statement statement = connection.createStatement()) {
      for (Path slice : slices) {
        readAddresses(statement, DuckDb.table(List.of(slice)), sums);
      }
      return file.describe(
          formatVersion, readSums(statement, DuckDb.table(List.of(file.path())), sums), sums);
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
