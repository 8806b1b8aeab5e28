package io.tapline.flowlog.search;

import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.segment.Row;
import io.tapline.flowlog.store.SegmentSnapshots;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The fake log of the other tests. */
class LogFixtureTest extends SegmentSnapshotsContract {
  @TempDir Path directory;
  private LogFixture log;

  @BeforeEach
  @Override
  void fill() throws Exception {
    log = new LogFixture(directory);
    super.fill();
  }

  @AfterEach
  void close() throws Exception {
    log.close();
  }

  @Override
  SegmentSnapshots snapshots() {
    return log;
  }

  @Override
  void add(List<Row> rows) throws Exception {
    var _ = log.add(rows);
  }

  @Override
  DuckDb duckDb() {
    return log.duckDb;
  }
}
