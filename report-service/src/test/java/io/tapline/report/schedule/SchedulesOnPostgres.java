package io.tapline.report.schedule;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.report.document.ReportAnswer;
import io.tapline.report.document.ReportAnswer.Cell;
import io.tapline.report.log.Span;
import io.tapline.report.v1.DocumentDelivery;
import io.tapline.report.v1.FolderDelivery;
import io.tapline.report.v1.GetTopRequest;
import io.tapline.report.v1.ReportDefinition;
import io.tapline.testing.TestPostgres;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;

/** Schedules on a database of their own, with reports and couriers that a test gives. */
final class SchedulesOnPostgres implements AutoCloseable {
  /** Longer than any test: what ends leases is {@link #endLeases}. */
  static final Duration LEASE = Duration.ofMinutes(10);

  static final int MAX_ATTEMPTS = 3;
  static final int MAX_SCHEDULES = 5;
  static final int MAX_DOCUMENT_BYTES = 10_000;

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final ScheduleMetrics metrics = new ScheduleMetrics(registry);
  final ScheduleDatabase database;
  final ScheduleStore schedules;
  final RunStore runs;
  final LeaseStore leases;

  /** Intervals of all questions. */
  final List<Span> asked = Collections.synchronizedList(new ArrayList<>());

  /** What was delivered to folders. */
  final List<Courier.Parcel> parcels = Collections.synchronizedList(new ArrayList<>());

  volatile Reporter reporter = SchedulesOnPostgres::answer;
  volatile BiConsumer<Courier.Parcel, Delivery> courier = (parcel, to) -> parcels.add(parcel);

  private final TestPostgres postgres = TestPostgres.empty();
  private final Vertx vertx = Vertx.vertx();
  private final Pool pool;

  SchedulesOnPostgres() {
    pool =
        Pool.pool(
            vertx,
            new PgConnectOptions()
                .setHost("localhost")
                .setPort(TestPostgres.port())
                .setDatabase(postgres.name())
                .setUser(TestPostgres.USER)
                .setPassword(TestPostgres.PASSWORD),
            new PoolOptions().setMaxSize(4));
    database =
        new ScheduleDatabase(
            pool,
            new ScheduleMigration(
                postgres.jdbcUrl().replaceFirst("^jdbc:", "vertx-reactive:"),
                TestPostgres.USER,
                TestPostgres.PASSWORD));
    database.prepare();
    schedules = new ScheduleStore(database, ScheduleMessages::read, MAX_SCHEDULES);
    runs = new RunStore(database, ScheduleMessages::read);
    leases = new LeaseStore(database, ScheduleMessages::read, LEASE);
  }

  private static ReportAnswer answer(byte[] report, Span span) {
    return new ReportAnswer(
        "top", span, List.of("client"), List.of(List.of(Cell.of("10.0.0.1"))), List.of(), "{}");
  }

  /** Of one replica. */
  RunWork work() {
    return new RunWork(
        leases,
        (report, span) -> {
          asked.add(span);
          return reporter.ask(report, span);
        },
        new RunWork.Couriers(
            (parcel, to) -> courier.accept(parcel, to), (parcel, to) -> courier.accept(parcel, to)),
        new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(4), MAX_ATTEMPTS),
        MAX_DOCUMENT_BYTES,
        metrics);
  }

  /** Another replica. */
  ScheduleRounds rounds() {
    return new ScheduleRounds(
        new ScheduleRounds.Parts(database, runs, leases, work()),
        2,
        metrics,
        InstantSource.system());
  }

  /** Every hour about the hour before, to two folders. */
  static io.tapline.report.v1.Schedule.Builder hourly(String name) {
    return io.tapline.report.v1.Schedule.newBuilder()
        .setName(name)
        .setReport(
            ReportDefinition.newBuilder().setTop(GetTopRequest.newBuilder().addColumns("client")))
        .setCron("0 * * * *")
        .addDeliveries(folder("first"))
        .addDeliveries(folder("second"));
  }

  private static DocumentDelivery folder(String path) {
    return DocumentDelivery.newBuilder()
        .setFolder(FolderDelivery.newBuilder().setPath(path))
        .build();
  }

  void create(io.tapline.report.v1.Schedule.Builder schedule) {
    schedules.create(ScheduleMessages.schedule(schedule.build()), "ann");
  }

  /** As if time had passed. */
  void execute(String sql) throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** As if the replicas of all runs had ended long ago. */
  void endLeases() throws SQLException {
    execute("UPDATE report.run SET lease_until = now() - interval '1 s' WHERE lease IS NOT NULL");
  }

  List<Run> allRuns() {
    return runs.list(new RunStore.Question("", List.of(), Long.MAX_VALUE), 1_000);
  }

  double count(String counter, String... tags) {
    return registry.counter("tapline.report.schedules." + counter, tags).count();
  }

  @Override
  public void close() {
    pool.closeAndAwait();
    vertx.closeAndAwait();
    postgres.close();
  }
}
