package io.tapline.flowlog.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;

/**
 * Writes the rows of a segment again, with all columns, in the order of one side's address and then
 * of start: all rows of a host side by side, so that Parquet's statistics skip the others. Not
 * forced to disk, since it can be made again. For any number of threads.
 */
public final class HostSort {
  private static final String CLIENT = "client_high, client_low, start_time, start_nanos";
  private static final String SERVER = "server_high, server_low, start_time, start_nanos";

  private final DuckDb duckDb;

  public HostSort(DuckDb duckDb) {
    this.duckDb = duckDb;
  }

  /**
   * Writes; the segment stays.
   *
   * @param target below one of the engine's directories; there only when it is complete
   * @throws IOException when the segment cannot be read or the target not be written
   */
  public void write(Path segment, Side side, Path target) throws IOException {
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    String rows = DuckDb.table(List.of(segment)) + " ORDER BY " + order(side);
    try (DuckDBConnection connection = duckDb.connect()) {
      DuckDb.execute(connection, ParquetFile.copy(rows, partial));
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (SQLException e) {
      throw new IOException("Cannot sort segment " + segment + ": " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static String order(Side side) {
    return switch (side) {
      case CLIENT -> CLIENT;
      case SERVER -> SERVER;
    };
  }
}
