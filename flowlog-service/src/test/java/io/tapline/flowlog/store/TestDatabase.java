package io.tapline.flowlog.store;

import io.tapline.flowlog.schema.FlowlogMigration;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;

/** A real PostgreSQL for the tests of one class, migrated and emptied between tests. */
public final class TestDatabase implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final Vertx vertx = Vertx.vertx();
  private final Pool pool;

  public TestDatabase() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    migrate();
    pool = new Pool(pool(postgres.getPort()));
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

  public void migrate() {
    new FlowlogMigration(jdbcUrl(), "postgres", "postgres", Duration.ofSeconds(10)).run();
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
  }

  public LogDatabase log() {
    return new LogDatabase(pool, Duration.ofSeconds(10));
  }

  public void execute(String sql) {
    pool.query(sql).executeAndAwait();
  }

  public long number(String sql) {
    return pool.query(sql).executeAndAwait().iterator().next().getLong(0);
  }

  /** Forgets everything but the schema. */
  public void empty() {
    execute(
        """
        TRUNCATE flowlog.source, flowlog.source_state, flowlog.segment, flowlog.segment_bytes, flowlog.open_state,
          flowlog.loss, flowlog.change, flowlog.retention""");
    execute("UPDATE flowlog.clock SET sequence = 0");
  }

  @Override
  public void close() throws IOException {
    pool.closeAndAwait();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    postgres.close();
  }
}
