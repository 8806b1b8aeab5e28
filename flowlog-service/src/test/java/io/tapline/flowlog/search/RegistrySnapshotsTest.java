package io.tapline.flowlog.search;

import io.tapline.flowlog.LogHarness;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.segment.Row;
import io.tapline.flowlog.store.SegmentSnapshots;
import io.tapline.flowlog.store.Segments;
import io.tapline.flowlog.store.TestDatabase;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegistrySnapshotsTest extends SegmentSnapshotsContract {
  @RegisterExtension static final TestDatabase database = new TestDatabase();
  @RegisterExtension final LogHarness log = new LogHarness(database, 1 << 20);
  private final Segments segments = log.segments();

  @Override
  SegmentSnapshots snapshots() {
    return log.snapshots;
  }

  @Override
  void add(List<Row> rows) throws IOException {
    var _ = segments.commit(rows);
  }

  @Override
  DuckDb duckDb() {
    return log.duckDb;
  }
}
