package io.tapline.bench;

import io.tapline.flowlog.assemble.SavedOpen;
import io.tapline.flowlog.checkpoint.Checkpoint;
import io.tapline.flowlog.checkpoint.Lease;
import io.tapline.flowlog.checkpoint.PostgresCheckpointStore;
import io.tapline.flowlog.checkpoint.SourceAccount;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.schema.FlowlogMigration;
import io.tapline.flowlog.segment.ConnectionBatch;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.segment.DuckDbSettings;
import io.tapline.flowlog.segment.SegmentFile;
import io.tapline.flowlog.segment.SegmentWriter;
import io.tapline.flowlog.store.LogDatabase;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Connections a second from batch to committed checkpoint, on a PostgreSQL of its own with fsync
 * on. Arguments: a directory, checkpoints (default 20), rows a checkpoint (default 131,072: a full
 * batch). The first quarter warms up and is not counted.
 */
public final class CommitFiguresMain {
  private CommitFiguresMain() {}

  public static void main(String[] args) throws Exception {
    Path directory = Files.createDirectories(Path.of(args[0]));
    int checkpoints = args.length > 1 ? Integer.parseInt(args[1]) : 20;
    int rows = args.length > 2 ? Integer.parseInt(args[2]) : 131_072;
    try (EmbeddedPostgres postgres = postgres();
        DuckDb duckDb = DuckDb.open(DuckDbSettings.in(directory))) {
      Vertx vertx = Vertx.vertx();
      LogDatabase log = log(postgres, vertx);
      new Run(new PostgresCheckpointStore(log), new SegmentWriter(duckDb), directory, rows)
          .measure(checkpoints);
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static EmbeddedPostgres postgres() throws IOException {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_wal_size", "2GB")
            .start();
    new FlowlogMigration(
            "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
            "postgres",
            "postgres",
            Duration.ofSeconds(10))
        .run();
    return postgres;
  }

  private static LogDatabase log(EmbeddedPostgres postgres, Vertx vertx) {
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost("localhost")
            .setPort(postgres.getPort())
            .setUser("postgres")
            .setPassword("postgres")
            .setDatabase("postgres")
            .setCachePreparedStatements(true);
    return new LogDatabase(
        new Pool(
            PgBuilder.pool()
                .connectingTo(options)
                .with(new PoolOptions().setMaxSize(2))
                .using(vertx)
                .build()),
        Duration.ofSeconds(60));
  }

  /** Fills, writes and commits one checkpoint after the other. */
  private record Run(
      PostgresCheckpointStore store, SegmentWriter writer, Path directory, int rows) {

    void measure(int checkpoints) throws IOException {
      Lease lease = store.open("bench", "commit", SourceEncoding.PACKETS);
      long[] whole = new long[checkpoints];
      long[] commit = new long[checkpoints];
      try (ConnectionBatch batch = new ConnectionBatch()) {
        for (int i = 0; i < checkpoints; i++) {
          List<SyntheticConnection> connections = connections(i, checkpoints);
          long begin = System.nanoTime();
          batch.clear();
          connections.forEach(connection -> batch.append(lease.sourceId(), connection));
          SegmentFile segment = writer.write(batch, directory.resolve("commit-" + i + ".parquet"));
          long written = System.nanoTime();
          store.commit(checkpoint(lease, i, segment));
          commit[i] = System.nanoTime() - written;
          whole[i] = System.nanoTime() - begin;
        }
      }
      print(whole, commit);
    }

    private List<SyntheticConnection> connections(int checkpoint, int checkpoints) {
      List<SyntheticConnection> connections = new ArrayList<>(rows);
      for (long i = 0; i < rows; i++) {
        connections.add(
            SyntheticConnection.of((long) checkpoint * rows + i, (long) checkpoints * rows));
      }
      return connections;
    }

    private Checkpoint checkpoint(Lease lease, int index, SegmentFile segment) {
      return new Checkpoint(
          lease.sourceId(),
          lease.epoch(),
          index + 1L,
          (index + 1L) * rows,
          List.of(segment),
          List.of(),
          SavedOpen.NONE,
          new byte[0],
          List.of(),
          SourceAccount.EMPTY,
          false);
    }

    private void print(long[] whole, long[] commit) {
      int warm = whole.length / 4;
      System.out.printf(
          "batch to committed checkpoint, %d rows each: median %.0f ms (%.2f M connections/s), of which commit %.0f ms%n",
          rows,
          median(whole, warm) / 1e6,
          rows * 1e3 / median(whole, warm),
          median(commit, warm) / 1e6);
    }

    private static double median(long[] nanos, int from) {
      long[] sorted = Arrays.copyOfRange(nanos, from, nanos.length);
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }
  }
}
