package io.tapline.standalone.handover;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.flowlog.assemble.TableConfig;
import io.tapline.flowlog.checkpoint.Checkpoint;
import io.tapline.flowlog.checkpoint.CheckpointPolicy;
import io.tapline.flowlog.checkpoint.CheckpointStore;
import io.tapline.flowlog.checkpoint.Lease;
import io.tapline.flowlog.checkpoint.OpenState;
import io.tapline.flowlog.checkpoint.PostgresCheckpointStore;
import io.tapline.flowlog.checkpoint.SourceEncoding;
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
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/** The connection log's own ingest over a real PostgreSQL, which a test can make slow. */
final class RealLog implements AutoCloseable {
  private static final CheckpointPolicy OFTEN =
      new CheckpointPolicy(Duration.ofMillis(20), Duration.ofSeconds(1), 0.5, 100_000);
  private static final int SOURCES = 64;
  private static final int QUEUED_BLOCKS = 4;

  private final EmbeddedPostgres postgres;
  private final Vertx vertx = Vertx.vertx();
  private final Pool pool;
  private final DuckDb duckDb;
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
  final SourceWorkers workers;

  RealLog(Path directory) throws Exception {
    postgres = EmbeddedPostgres.builder().start();
    new FlowlogMigration(
            "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
            "postgres",
            "postgres",
            Duration.ofSeconds(10))
        .run();
    pool = new Pool(pool(postgres.getPort()));
    duckDb = DuckDb.open(DuckDbSettings.in(directory));
    workers = workers(directory, new LogDatabase(pool, Duration.ofSeconds(10)));
  }

  private io.vertx.sqlclient.Pool pool(int port) {
    return PgBuilder.pool()
        .connectingTo(
            new PgConnectOptions()
                .setHost("localhost")
                .setPort(port)
                .setUser("postgres")
                .setPassword("postgres")
                .setDatabase("postgres")
                .setCachePreparedStatements(true))
        .with(new PoolOptions().setMaxSize(8))
        .using(vertx)
        .build();
  }

  private SourceWorkers workers(Path directory, LogDatabase database) throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    return new SourceWorkers(
        new GatedStore(new PostgresCheckpointStore(database)),
        new SegmentWriter(duckDb),
        SegmentCache.open(
            directory, 1 << 20, new PostgresSegmentStore(database), new StoreMetrics(registry)),
        new WorkerConfig(
            TableConfig.DEFAULT.withMaxConnections(1000),
            OFTEN,
            directory,
            QUEUED_BLOCKS,
            Duration.ofSeconds(30)),
        SOURCES,
        new IngestMetrics(registry));
  }

  /** Commits wait from now on, and with them the workers. */
  void hold() {
    gate.writeLock().lock();
  }

  /** Commits go on; by the thread that held them. */
  void goOn() {
    while (gate.isWriteLockedByCurrentThread()) {
      gate.writeLock().unlock();
    }
  }

  @Override
  public void close() throws IOException, SQLException {
    workers.close();
    duckDb.close();
    pool.closeAndAwait();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    postgres.close();
  }

  private final class GatedStore implements CheckpointStore {
    private final CheckpointStore real;

    GatedStore(CheckpointStore real) {
      this.real = real;
    }

    @Override
    public Lease open(String sensor, String source, SourceEncoding encoding) {
      return real.open(sensor, source, encoding);
    }

    @Override
    public void restore(Lease lease, Consumer<OpenState> open) {
      real.restore(lease, open);
    }

    @Override
    public Committed commit(Checkpoint checkpoint) {
      gate.readLock().lock();
      try {
        return real.commit(checkpoint);
      } finally {
        gate.readLock().unlock();
      }
    }
  }
}
