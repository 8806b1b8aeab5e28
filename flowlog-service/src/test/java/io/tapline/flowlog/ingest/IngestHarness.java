package io.tapline.flowlog.ingest;

import io.tapline.flowlog.LogHarness;
import io.tapline.flowlog.assemble.TableBudget;
import io.tapline.flowlog.assemble.TableConfig;
import io.tapline.flowlog.checkpoint.Checkpoint;
import io.tapline.flowlog.checkpoint.CheckpointPolicy;
import io.tapline.flowlog.checkpoint.CheckpointStore;
import io.tapline.flowlog.checkpoint.Lease;
import io.tapline.flowlog.checkpoint.PostgresCheckpointStore;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.segment.Row;
import io.tapline.flowlog.segment.SegmentWriter;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.wire.exporter.SamplingRules;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * All parts of ingest over a real database, with knobs for tests. As an instance field with
 * {@code @RegisterExtension} it lives as long as one test.
 */
final class IngestHarness implements AfterEachCallback, AutoCloseable {
  static final SourceName NAME = new SourceName("probe", "eth0");
  static final CheckpointPolicy OFTEN =
      new CheckpointPolicy(Duration.ofMillis(20), Duration.ofSeconds(1), 0.5, 0.5, 100);
  static final TableConfig TABLE = TableConfig.DEFAULT.withMaxConnections(60);

  final TableBudget memory = TableBudget.unlimited();
  final TestDatabase database;
  final LogHarness log;
  final CheckpointStore store;
  private final List<BatchFiles> files = new ArrayList<>();
  private final List<SourceWorkers> closing = new ArrayList<>();

  IngestHarness(TestDatabase database) {
    this.database = database;
    log = new LogHarness(database, 1 << 20);
    store = new PostgresCheckpointStore(database.log());
  }

  /** Of two sources, with checkpoints often; they are closed with the harness. */
  SourceWorkers workers() {
    SourceWorkers workers = workers(store, OFTEN, 2);
    closing.add(workers);
    return workers;
  }

  SourceWorkers workers(CheckpointStore over, CheckpointPolicy policy, int maxSources) {
    return new SourceWorkers(
        over,
        new SegmentWriter(log.duckDb),
        log.cache,
        new WorkerConfig(
            TABLE, memory, policy, log.directory(), 4, Duration.ofSeconds(5), SamplingRules.NONE),
        maxSources,
        new IngestMetrics(log.registry));
  }

  SourceAssembly assembly(String source, int fullRows) {
    return assembly(source, SourceEncoding.PACKETS, fullRows);
  }

  SourceAssembly assembly(String source, SourceEncoding encoding, int fullRows) {
    Lease lease = store.open("probe", source, encoding);
    BatchFiles made =
        new BatchFiles(
            new SegmentWriter(log.duckDb),
            log.directory(),
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

  /** Those of the assembly that was made last. */
  BatchFiles latestFiles() {
    return files.getLast();
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
    return log.rows();
  }

  double count(String counter) {
    return log.registry.find(counter).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  @Override
  public void afterEach(ExtensionContext test) throws SQLException {
    close();
  }

  @Override
  public void close() throws SQLException {
    closing.forEach(SourceWorkers::close);
    files.forEach(BatchFiles::close);
    log.close();
  }
}
