package io.tapline.eventstore;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.cache.RelapseSearch;
import io.tapline.eventstore.cache.ThresholdCache;
import io.tapline.eventstore.decision.Explanations;
import io.tapline.eventstore.event.EventInserter;
import io.tapline.eventstore.event.StoredEvent;
import io.tapline.eventstore.group.GroupStore;
import io.tapline.eventstore.idea.IdeaLimits;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.IdeaParser;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.relapse.RelapseClock;
import io.tapline.eventstore.relapse.RelapseMetrics;
import io.tapline.eventstore.rule.DryRun;
import io.tapline.eventstore.rule.RuleCache;
import io.tapline.eventstore.rule.RuleStore;
import io.tapline.eventstore.schema.SchemaMigration;
import io.tapline.eventstore.threshold.Decision;
import io.tapline.eventstore.threshold.ThresholdStore;
import io.tapline.eventstore.threshold.ThresholdTiming;
import io.tapline.testing.Await;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The engines of the event store on a PostgreSQL of their own, by a clock that a test sets. */
public final class StoreOnPostgres implements AutoCloseable {
  /** What the tests begin with. */
  public static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  /** A window of 10 hours, its last 5 hours for relapses, a period of 1 hour. */
  public static final ThresholdTiming TIMING =
      new ThresholdTiming(Duration.ofHours(1), Duration.ofHours(10), Duration.ofHours(5));

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CONNECTIONS = 8;

  /** What the relapse clocks count. */
  public final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  public final ManualClock clock = new ManualClock(START);
  public final SchemaMigration schema;
  public final Pool pool;
  public final EventInserter inserter;
  public final RelapseClock relapses;
  public final Explanations explanations;
  public final ThresholdCache cache;
  public final RelapseSearch relapseSearch;
  public final RuleStore rules;
  public final DryRun dryRun;
  public final RuleCache inForce;

  private final EmbeddedPostgres postgres;
  private final List<Pool> replicas = new ArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private final IdeaParser parser = new IdeaParser(IdeaLimits.DEFAULT);

  /** Every severity has {@link #TIMING}. */
  public StoreOnPostgres() throws IOException {
    this(
        Arrays.stream(Severity.values())
            .collect(Collectors.toMap(severity -> severity, severity -> TIMING)));
  }

  public StoreOnPostgres(Map<Severity, ThresholdTiming> timings) throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    String url = "postgresql://localhost:%d/postgres".formatted(postgres.getPort());
    schema = new SchemaMigration(url, "postgres", "postgres", Duration.ofSeconds(1));
    schema.migrate();
    pool = newPool(CONNECTIONS);
    rules = new RuleStore(pool);
    inForce = new RuleCache(rules, new GroupStore(pool), timings, clock);
    inserter = inserter(pool);
    relapses = relapseClock();
    explanations = new Explanations(pool, new ThresholdStore());
    cache = new ThresholdCache(pool);
    relapseSearch = new RelapseSearch(pool, 1_000_000);
    dryRun = new DryRun(pool, Duration.ofMinutes(10), clock);
  }

  private Pool newPool(int connections) {
    String url = "postgresql://localhost:%d/postgres".formatted(postgres.getPort());
    return Pool.pool(
        vertx,
        PgConnectOptions.fromUri(url).setUser("postgres").setPassword("postgres"),
        new PoolOptions().setMaxSize(connections));
  }

  private EventInserter inserter(Pool connections) {
    return new EventInserter(
        connections, new ThresholdStore(), inForce::timings, Duration.ofMinutes(10), clock);
  }

  /** Another replica's, which shares nothing with this one but the database. */
  public EventInserter replica() {
    Pool own = newPool(1);
    replicas.add(own);
    return inserter(own);
  }

  /**
   * Kills the server process of a session that waits for a lock, as soon as there is one:
   * PostgreSQL ends all sessions, recovers, and starts again.
   */
  public void crashServerWhileASessionWaits() throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      Long pid = Await.until("a session waits", () -> waiting(statement), Objects::nonNull);
      ProcessHandle.of(Objects.requireNonNull(pid)).orElseThrow().destroyForcibly();
    }
  }

  private static @Nullable Long waiting(Statement statement) throws SQLException {
    try (ResultSet waiting =
        statement.executeQuery(
            "SELECT pid FROM pg_stat_activity"
                + " WHERE wait_event_type = 'Lock' AND backend_type = 'client backend'")) {
      return waiting.next() ? waiting.getLong(1) : null;
    }
  }

  /** A connection of its own, which the caller closes. */
  public Connection connect() throws SQLException {
    return postgres.getPostgresDatabase().getConnection();
  }

  /** Another replica's. */
  public RelapseClock relapseClock() {
    return new RelapseClock(pool, new ThresholdStore(), clock, new RelapseMetrics(registry));
  }

  /** Stores an event at its detection time and answers with its most urgent decision. */
  public Decision insert(String id, String time, String eventClass, String sources) {
    clock.set(Instant.parse(time));
    return insertLate(id, time, eventClass, sources);
  }

  /** Stores an event now, whenever it was detected. */
  public Decision insertLate(String id, String time, String eventClass, String sources) {
    Map<String, StoredEvent> stored =
        await(inserter.insert(List.of(idea(id, time, eventClass, "low", sources))));
    return Objects.requireNonNull(stored.get(id), "stored before").decision();
  }

  public IdeaMessage idea(
      String id, String time, String eventClass, String severity, String sources) {
    return parser.parse(Ideas.scan(id, time, eventClass, severity, sources));
  }

  /** Ends every connection of the pool in the middle of what it does, as a crash would. */
  public void killConnections() throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
    }
  }

  /** Decides the relapses that are due at a time. */
  public void relapsesAt(String time) {
    clock.set(Instant.parse(time));
    relapses.decideDue();
  }

  public List<Decision> explain(String eventId) {
    return await(explanations.of(eventId));
  }

  public Row row(String sql) {
    return pool.query(sql).executeAndAwait().iterator().next();
  }

  public void execute(String sql) {
    pool.query(sql).executeAndAwait();
  }

  public static <T> T await(Uni<T> work) {
    return work.await().atMost(PATIENCE);
  }

  @Override
  public void close() throws IOException {
    replicas.forEach(Pool::closeAndAwait);
    pool.closeAndAwait();
    vertx.closeAndAwait();
    postgres.close();
  }
}
