package io.tapline.standalone.handover;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.flowlog.assemble.TableBudget;
import io.tapline.flowlog.assemble.TableConfig;
import io.tapline.flowlog.checkpoint.CheckpointPolicy;
import io.tapline.flowlog.checkpoint.PostgresCheckpointStore;
import io.tapline.flowlog.ingest.IngestMetrics;
import io.tapline.flowlog.ingest.SourceWorkers;
import io.tapline.flowlog.ingest.WorkerConfig;
import io.tapline.flowlog.schema.FlowlogMigration;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.segment.DuckDbSettings;
import io.tapline.flowlog.segment.SegmentWriter;
import io.tapline.flowlog.store.LogDatabase;
import io.tapline.flowlog.store.PostgresSegmentStore;
import io.tapline.flowlog.store.SegmentCache;
import io.tapline.flowlog.store.StoreMetrics;
import io.tapline.testing.TestPostgres;
import io.tapline.wire.exporter.SamplingRules;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The connection log's own ingest over a real PostgreSQL, which a test can make slow. */
final class RealLog implements AutoCloseable {
  private static final CheckpointPolicy OFTEN =
      new CheckpointPolicy(Duration.ofMillis(20), Duration.ofSeconds(1), 0.5, 0.5, 100_000);
  private static final int SOURCES = 64;
  private static final int QUEUED_BLOCKS = 4;

  private final TestPostgres postgres = TestPostgres.empty();
  private final Vertx vertx = Vertx.vertx();
  private final Pool pool;
  private final DuckDb duckDb;
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
  private final Path directory;
  private volatile SourceWorkers workers;

  RealLog(Path directory) throws Exception {
    this.directory = directory;
    new FlowlogMigration(
            postgres.jdbcUrl(), TestPostgres.USER, TestPostgres.PASSWORD, Duration.ofSeconds(10))
        .run();
    pool = new Pool(pool());
    duckDb = DuckDb.open(DuckDbSettings.in(directory));
    workers = begin();
  }

  private SourceWorkers begin() throws Exception {
    return workers(directory, new LogDatabase(pool, Duration.ofSeconds(10)));
  }

  SourceWorkers workers() {
    return workers;
  }

  /** The ingest stops, and another one takes its place. */
  void restart() throws Exception {
    workers.close();
    workers = begin();
  }

  private io.vertx.sqlclient.Pool pool() {
    return PgBuilder.pool()
        .connectingTo(
            new PgConnectOptions()
                .setHost("localhost")
                .setPort(TestPostgres.port())
                .setUser(TestPostgres.USER)
                .setPassword(TestPostgres.PASSWORD)
                .setDatabase(postgres.name())
                .setCachePreparedStatements(true))
        .with(new PoolOptions().setMaxSize(8))
        .using(vertx)
        .build();
  }

  private SourceWorkers workers(Path directory, LogDatabase database) throws Exception {
    SimpleMeterRegistry registry = new GatedRegistry();
    return new SourceWorkers(
        new PostgresCheckpointStore(database),
        new SegmentWriter(duckDb),
        SegmentCache.open(
            directory, 1 << 20, new PostgresSegmentStore(database), new StoreMetrics(registry)),
        new WorkerConfig(
            TableConfig.DEFAULT.withMaxConnections(1000),
            TableBudget.unlimited(),
            OFTEN,
            directory,
            QUEUED_BLOCKS,
            Duration.ofSeconds(30),
            SamplingRules.NONE),
        SOURCES,
        new IngestMetrics(registry));
  }

  /** Workers wait from now on before they consume another block. */
  void hold() {
    gate.writeLock().lock();
  }

  /** Workers go on; called by the thread that held them. */
  void goOn() {
    while (gate.isWriteLockedByCurrentThread()) {
      gate.writeLock().unlock();
    }
  }

  @Override
  public void close() throws SQLException {
    workers.close();
    duckDb.close();
    pool.closeAndAwait();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    postgres.close();
  }

  /** The worker counts before it consumes a block: there it waits at the gate. */
  private final class GatedRegistry extends SimpleMeterRegistry {
    @Override
    protected Counter newCounter(Meter.Id id) {
      Counter counter = super.newCounter(id);
      return id.getName().equals("tapline.flowlog.frames.repeated") ? gated(counter) : counter;
    }

    private Counter gated(Counter counter) {
      return new CumulativeCounter(counter.getId()) {
        @Override
        public void increment(double amount) {
          gate.readLock().lock();
          try {
            super.increment(amount);
          } finally {
            gate.readLock().unlock();
          }
        }
      };
    }
  }
}
