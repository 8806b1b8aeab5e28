package io.tapline.flowlog.segment;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.duckdb.DuckDBConnection;

/**
 * Writes a batch as one segment, rows in the order of the batch: deletion vectors of open segments
 * know rows by their number. The file is there under its name only when it is complete and forced
 * to disk. For several threads, each with its own batch.
 */
public final class SegmentWriter implements AutoCloseable {
  private static final String STREAM = "batch";

  /** Enough for one segment that is being written. */
  private static final int WRITE_MIB = 32;

  private final DuckDb duckDb;
  private final Semaphore places;

  /** As many segments are written at a time as the engine has memory for; others wait. */
  public SegmentWriter(DuckDb duckDb) {
    this.duckDb = duckDb;
    this.places = new Semaphore(Math.max(1, duckDb.memoryMib() / WRITE_MIB), true);
  }

  /**
   * Writes the rows; the batch keeps them until it is cleared.
   *
   * @param target below one of the engine's directories; replaced when it exists
   * @throws IllegalArgumentException when the batch is empty
   * @throws IOException when the file cannot be written; the target is untouched then
   */
  public SegmentFile write(ConnectionBatch batch, Path target) throws IOException {
    if (batch.size() == 0) {
      throw new IllegalArgumentException("a segment has at least one row");
    }
    places.acquireUninterruptibly();
    try {
      return ParquetFile.create(target, partial -> copy(batch, partial))
          .describe(batch.formatVersion(), batch.size(), batch.sums());
    } finally {
      places.release();
    }
  }

  private void copy(ConnectionBatch batch, Path partial) throws SQLException, IOException {
    try (DuckDBConnection connection = duckDb.connect();
        BatchReader reader = new BatchReader(batch);
        ArrowArrayStream stream = ArrowArrayStream.allocateNew(batch.allocator())) {
      Data.exportArrayStream(batch.allocator(), reader, stream);
      connection.registerArrowStream(STREAM, stream);
      DuckDb.execute(connection, ParquetFile.copyInOrder(STREAM, partial, duckDb.threads()));
    }
  }

  /** Closes the engine. */
  @Override
  public void close() throws SQLException {
    duckDb.close();
  }
}
