package io.tapline.flowlog.segment;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Hands a batch to DuckDB in slices, which share its memory, so that several threads can take part.
 * Closing it leaves the batch alone.
 */
final class BatchReader extends ArrowReader {
  /** A multiple of 8, so that slices of validity bits need no shifting. */
  private static final int SLICE_ROWS = 1 << 16;

  private final VectorSchemaRoot rows;
  private VectorSchemaRoot slice;
  private int next;

  BatchReader(ConnectionBatch batch) {
    super(batch.allocator());
    rows = batch.rows();
    slice = rows.slice(0, 0);
  }

  @Override
  public VectorSchemaRoot getVectorSchemaRoot() {
    return slice;
  }

  @Override
  public boolean loadNextBatch() {
    slice.close();
    int count = Math.min(SLICE_ROWS, rows.getRowCount() - next);
    slice = rows.slice(next, count);
    next += count;
    return count > 0;
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  public void close() {
    slice.close();
  }

  @Override
  protected void closeReadSource() {}

  @Override
  protected Schema readSchema() {
    return rows.getSchema();
  }
}
