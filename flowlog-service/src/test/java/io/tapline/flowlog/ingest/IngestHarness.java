package io.tapline.flowlog.ingest;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.flowlog.assemble.TableBudget;
import io.tapline.flowlog.assemble.TableConfig;
import io.tapline.flowlog.checkpoint.Checkpoint;
import io.tapline.flowlog.checkpoint.CheckpointPolicy;
import io.tapline.flowlog.checkpoint.CheckpointStore;
import io.tapline.flowlog.checkpoint.Lease;
import io.tapline.flowlog.checkpoint.PostgresCheckpointStore;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.segment.DuckDbSettings;
import io.tapline.flowlog.segment.Row;
import io.tapline.flowlog.segment.SegmentRows;
import io.tapline.flowlog.segment.SegmentWriter;
import io.tapline.flowlog.store.HostSorted;
import io.tapline.flowlog.store.OpenParts;
import io.tapline.flowlog.store.PostgresSegmentStore;
import io.tapline.flowlog.store.RegistrySnapshots;
import io.tapline.flowlog.store.SegmentCache;
import io.tapline.flowlog.store.SegmentQuestion;
import io.tapline.flowlog.store.SegmentSnapshot;
import io.tapline.flowlog.store.StillWanted;
import io.tapline.flowlog.store.StoreMetrics;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.wire.exporter.SamplingRules;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All parts of ingest over a real database, with knobs for tests. */
final class IngestHarness implements AutoCloseable {
  static final TableConfig TABLE = TableConfig.DEFAULT.withMaxConnections(60);

  final TableBudget memory = TableBudget.unlimited();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final TestDatabase database;
  final DuckDb duckDb;
  final SegmentCache cache;
  final RegistrySnapshots snapshots;
  final CheckpointStore store;
  private final Path directory;
  private final List<BatchFiles> files = new ArrayList<>();

  IngestHarness(TestDatabase database, Path directory) throws IOException, SQLException {
    this.database = database;
    this.directory = directory;
    duckDb = DuckDb.open(DuckDbSettings.in(directory));
    StoreMetrics metrics = new StoreMetrics(registry);
    cache =
        SegmentCache.open(directory, 1 << 20, new PostgresSegmentStore(database.log()), metrics);
    snapshots =
        new RegistrySnapshots(database.log(), cache, HostSorted.Finder.NONE, 1 << 20, metrics);
    store = new PostgresCheckpointStore(database.log());
  }

  SourceWorkers workers(CheckpointStore over, CheckpointPolicy policy, int maxSources) {
    return new SourceWorkers(
        over,
        new SegmentWriter(duckDb),
        cache,
        new WorkerConfig(
            TABLE, memory, policy, directory, 4, Duration.ofSeconds(5), SamplingRules.NONE),
        maxSources,
        new IngestMetrics(registry));
  }

  SourceAssembly assembly(String source, int fullRows) {
    return assembly(source, SourceEncoding.PACKETS, fullRows);
  }

  SourceAssembly assembly(String source, SourceEncoding encoding, int fullRows) {
    Lease lease = store.open("probe", source, encoding);
    BatchFiles made =
        new BatchFiles(
            new SegmentWriter(duckDb),
            directory,
            lease.sourceId() + "-" + lease.epoch(),
            Runnable::run);
    files.add(made);
    return new SourceAssembly(
        lease,
        open -> store.restore(lease, open),
        TABLE,
        SamplingRules.NONE,
        memory.share(),
        made,
        () -> fullRows);
  }

  /** A whole checkpoint as it stands. */
  static Checkpoint checkpoint(SourceAssembly assembly, boolean finished) {
    assembly.cut(finished);
    while (!assembly.saveSome(7)) {}
    return assembly.endSave().get();
  }

  void commit(SourceAssembly assembly, boolean finished) {
    var _ = store.commit(checkpoint(assembly, finished));
  }

  /** Every row of the log, in one order. */
  List<Row> rows() throws SQLException {
    try (SegmentSnapshot snapshot =
            snapshots.open(
                SegmentQuestion.over(Long.MIN_VALUE, Long.MAX_VALUE), StillWanted.ALWAYS);
        OpenParts open = snapshot.open(snapshot.parts(), StillWanted.ALWAYS)) {
      if (open.files().isEmpty()) {
        return List.of();
      }
      return SegmentRows.readHolding(duckDb, open.paths()).stream()
          .sorted(Comparator.comparingInt(Row::source).thenComparingLong(Row::firstFrame))
          .toList();
    }
  }

  double count(String counter) {
    return registry.find(counter).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  @Override
  public void close() throws SQLException {
    files.forEach(BatchFiles::close);
    duckDb.close();
  }
}
