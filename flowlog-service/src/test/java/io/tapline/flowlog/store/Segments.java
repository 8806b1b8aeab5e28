package io.tapline.flowlog.store;

import io.tapline.flowlog.assemble.SavedOpen;
import io.tapline.flowlog.checkpoint.Checkpoint;
import io.tapline.flowlog.checkpoint.CheckpointStore;
import io.tapline.flowlog.checkpoint.Lease;
import io.tapline.flowlog.checkpoint.PostgresCheckpointStore;
import io.tapline.flowlog.checkpoint.SourceAccount;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.segment.ConnectionBatch;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.segment.Row;
import io.tapline.flowlog.segment.SegmentFile;
import io.tapline.flowlog.segment.SegmentWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A log with made-up rows for tests, committed as one source would; opened by the first commit. */
public final class Segments {
  private final Random random = new Random(9);
  private final CheckpointStore store;
  private final DuckDb duckDb;
  private final Path directory;
  private final List<Row> rows = new ArrayList<>();
  private @Nullable Lease lease;
  private long number;

  public Segments(TestDatabase database, DuckDb duckDb, Path directory) {
    this.store = new PostgresCheckpointStore(database.log());
    this.duckDb = duckDb;
    this.directory = directory;
  }

  private Lease lease() {
    if (lease == null) {
      lease = store.open("probe", "made-up", SourceEncoding.PACKETS);
      number = lease.checkpoint();
    }
    return lease;
  }

  /** All rows so far. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /** Commits one segment of random rows; the files stay with the caller's directory. */
  public SegmentFile commit(int count) throws IOException {
    List<Row> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      added.add(Row.random(random, rows.size() + i));
    }
    return commit(added);
  }

  /** Commits one segment of these rows. */
  public SegmentFile commit(List<Row> added) throws IOException {
    Lease held = lease();
    number++;
    rows.addAll(added);
    SegmentFile file = write(added);
    var committed =
        store.commit(
            new Checkpoint(
                held.sourceId(),
                held.epoch(),
                number,
                number,
                List.of(file),
                List.of(),
                SavedOpen.NONE,
                new byte[0],
                List.of(),
                SourceAccount.EMPTY,
                false));
    if (committed.segmentIds().size() != 1) {
      throw new IllegalStateException("not committed: " + committed);
    }
    return file;
  }

  private SegmentFile write(List<Row> added) throws IOException {
    try (ConnectionBatch batch = new ConnectionBatch()) {
      added.forEach(row -> batch.append(row.source(), row));
      return new SegmentWriter(duckDb).write(batch, directory.resolve("w" + number + ".parquet"));
    }
  }
}
