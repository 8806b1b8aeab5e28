package io.tapline.flowlog;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.flowlog.merge.MergeMetrics;
import io.tapline.flowlog.merge.MergePolicy;
import io.tapline.flowlog.merge.SegmentMerger;
import io.tapline.flowlog.segment.BackgroundEngine;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.segment.DuckDbSettings;
import io.tapline.flowlog.segment.Row;
import io.tapline.flowlog.segment.SegmentRows;
import io.tapline.flowlog.store.CorruptSegments;
import io.tapline.flowlog.store.HostSorted;
import io.tapline.flowlog.store.OpenParts;
import io.tapline.flowlog.store.PostgresSegmentStore;
import io.tapline.flowlog.store.RegistrySnapshots;
import io.tapline.flowlog.store.SegmentCache;
import io.tapline.flowlog.store.SegmentQuestion;
import io.tapline.flowlog.store.SegmentSnapshot;
import io.tapline.flowlog.store.Segments;
import io.tapline.flowlog.store.StillWanted;
import io.tapline.flowlog.store.StoreMetrics;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.testing.TestDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Everything that reads the log, over a real database. As an instance field with
 * {@code @RegisterExtension} it lives as long as one test.
 */
public final class LogHarness implements AfterEachCallback, AutoCloseable {
  private static final SegmentQuestion ALL = SegmentQuestion.over(Long.MIN_VALUE, Long.MAX_VALUE);

  public final TestDatabase database;
  public final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  public final DuckDb duckDb;
  public final SegmentCache cache;
  public final RegistrySnapshots snapshots;
  private final TestDirectory directory = new TestDirectory();

  /**
   * @param cacheBytes what the cache holds; a small one makes questions fetch again and again
   */
  public LogHarness(TestDatabase database, long cacheBytes) {
    this.database = database;
    try {
      duckDb = DuckDb.open(DuckDbSettings.in(directory()));
      StoreMetrics metrics = new StoreMetrics(registry);
      cache =
          SegmentCache.open(
              directory().resolve("cache"),
              cacheBytes,
              new PostgresSegmentStore(database.log()),
              metrics);
      snapshots =
          new RegistrySnapshots(database.log(), cache, HostSorted.Finder.NONE, 1 << 20, metrics);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where files may be written while the test runs. */
  public Path directory() {
    return directory.path();
  }

  /** A source that writes made-up rows. */
  public Segments segments() {
    return new Segments(database, duckDb, directory());
  }

  /** What merges the log's segments. */
  public SegmentMerger merger(MergePolicy policy) {
    return new SegmentMerger(
        database.log(),
        cache,
        new BackgroundEngine(DuckDbSettings.in(directory())),
        new CorruptSegments(database.log(), new StoreMetrics(registry)),
        policy,
        directory(),
        new MergeMetrics(registry));
  }

  /** The whole log, pinned until it is closed. */
  public SegmentSnapshot snapshot() {
    return snapshots.open(ALL, StillWanted.ALWAYS);
  }

  /** Every row of the log that holds, in one order. */
  public List<Row> rows() throws SQLException {
    try (SegmentSnapshot snapshot = snapshot()) {
      return rows(snapshot);
    }
  }

  /** Every row of a snapshot that holds, in one order. */
  public List<Row> rows(SegmentSnapshot snapshot) throws SQLException {
    try (OpenParts open = snapshot.open(snapshot.parts(), StillWanted.ALWAYS)) {
      return open.files().isEmpty()
          ? List.of()
          : sorted(SegmentRows.readHolding(duckDb, open.paths()));
    }
  }

  /** Rows in the order of {@link #rows}. */
  public static List<Row> sorted(List<Row> rows) {
    return rows.stream()
        .sorted(Comparator.comparingInt(Row::source).thenComparingLong(Row::firstFrame))
        .toList();
  }

  @Override
  public void afterEach(ExtensionContext test) throws SQLException {
    close();
  }

  @Override
  public void close() throws SQLException {
    duckDb.close();
    directory.close();
  }
}
