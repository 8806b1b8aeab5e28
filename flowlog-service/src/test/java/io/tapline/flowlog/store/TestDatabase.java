package io.tapline.flowlog.store;

import io.tapline.flowlog.schema.FlowlogMigration;
import io.tapline.testing.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real database with the schema of the log. As a static field with {@code @RegisterExtension} it
 * belongs to the tests of one class and is empty before each of them.
 */
public final class TestDatabase implements BeforeEachCallback, AfterAllCallback, AutoCloseable {
  private final TestPostgres postgres;
  private final Vertx vertx = Vertx.vertx();
  private final Pool pool;

  /** An empty one. */
  public TestDatabase() {
    this(TestPostgres.copyOf("flowlog", TestDatabase::migrate));
  }

  private TestDatabase(TestPostgres postgres) {
    this.postgres = postgres;
    this.pool = new Pool(pool());
  }

  /** One that another version of the program has filled, migrated to this version. */
  public static TestDatabase upgraded(TestPostgres filled) {
    migrate(filled);
    return new TestDatabase(filled);
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

  private static void migrate(TestPostgres postgres) {
    new FlowlogMigration(
            postgres.jdbcUrl(), TestPostgres.USER, TestPostgres.PASSWORD, Duration.ofSeconds(10))
        .run();
  }

  public void migrate() {
    migrate(postgres);
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
          flowlog.loss, flowlog.change, flowlog.retention, flowlog.net_object, flowlog.catalog_commit,
          flowlog.catalog_change, flowlog.catalog_transaction, flowlog.catalog_edit""");
    execute("UPDATE flowlog.clock SET sequence = 0");
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    empty();
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    close();
  }

  @Override
  public void close() {
    pool.closeAndAwait();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    postgres.close();
  }
}
