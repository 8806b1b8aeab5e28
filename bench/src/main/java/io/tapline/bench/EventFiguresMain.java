package io.tapline.bench;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.event.EventInserter;
import io.tapline.eventstore.group.GroupTimings;
import io.tapline.eventstore.idea.IdeaLimits;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.IdeaParser;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.rule.Timings;
import io.tapline.eventstore.schema.SchemaMigration;
import io.tapline.eventstore.threshold.EventTime;
import io.tapline.eventstore.threshold.ThresholdStore;
import io.tapline.eventstore.threshold.ThresholdTiming;
import io.tapline.eventstore.threshold.Undecided;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Events a second on a PostgreSQL of its own with fsync on: from JSON to committed rows with their
 * decisions, and the decisions alone. Arguments: events (default 200,000), events a batch (default
 * 1,000), callers (default 2), keys (default 20,000). The first quarter warms up and is not
 * counted.
 */
public final class EventFiguresMain {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Pool pool;
  private final int batch;
  private final SampleEvents sample;
  private final EventInserter inserter;
  private final IdeaParser parser = new IdeaParser(IdeaLimits.DEFAULT);
  private final ThresholdStore thresholds = new ThresholdStore();

  private EventFiguresMain(Pool pool, int batch, int keys) {
    this.pool = pool;
    this.batch = batch;
    this.sample = new SampleEvents(keys);
    Timings timings = new Timings(timings(), List.of(), GroupTimings.NONE);
    this.inserter =
        new EventInserter(
            pool,
            thresholds,
            () -> Uni.createFrom().item(timings),
            Duration.ofMinutes(10),
            Clock.systemUTC());
  }

  public static void main(String[] args) throws Exception {
    int events = argument(args, 0, 200_000);
    int batch = argument(args, 1, 1_000);
    int callers = argument(args, 2, 2);
    int keys = argument(args, 3, 20_000);
    try (EmbeddedPostgres postgres = BenchPostgres.start()) {
      new SchemaMigration(url(postgres), "postgres", "postgres", Duration.ofSeconds(1)).migrate();
      Vertx vertx = Vertx.vertx();
      EventFiguresMain figures = new EventFiguresMain(pool(postgres, vertx, callers), batch, keys);
      figures.measure("inserted with decision", events / batch, callers, figures::insert);
      figures.measure("decided alone", events / batch, callers, figures::decide);
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static int argument(String[] args, int index, int byDefault) {
    return args.length > index ? Integer.parseInt(args[index]) : byDefault;
  }

  private static String url(EmbeddedPostgres postgres) {
    return "postgresql://localhost:%d/postgres".formatted(postgres.getPort());
  }

  private static Pool pool(EmbeddedPostgres postgres, Vertx vertx, int size) {
    PgConnectOptions options =
        PgConnectOptions.fromUri(url(postgres))
            .setUser("postgres")
            .setPassword("postgres")
            .setCachePreparedStatements(true);
    return new Pool(
        PgBuilder.pool()
            .connectingTo(options)
            .with(new PoolOptions().setMaxSize(size))
            .using(vertx)
            .build());
  }

  private static Map<Severity, ThresholdTiming> timings() {
    return Arrays.stream(Severity.values())
        .collect(Collectors.toMap(severity -> severity, severity -> timing()));
  }

  private static ThresholdTiming timing() {
    return new ThresholdTiming(Duration.ofDays(1), Duration.ofDays(6), Duration.ofDays(2));
  }

  private void measure(String what, int batches, int callers, IntConsumer work) throws Exception {
    int warmUp = batches / 4;
    run(0, warmUp, callers, work);
    long start = System.nanoTime();
    Duration cpu = cpu();
    run(warmUp, batches, callers, work);
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = cpu().minus(cpu).toMillis() / 1e3;
    long events = (long) (batches - warmUp) * batch;
    System.out.printf(
        "%s: %,d events in %.1f s = %,.0f events/s; CPU %.1f s = %,.0f events/s"
            + " (%d a batch, %d callers, %,d keys)%n",
        what,
        events,
        seconds,
        events / seconds,
        cpuSeconds,
        events / cpuSeconds,
        batch,
        callers,
        sample.keys());
  }

  /** Of this process and of the database's. */
  private Duration cpu() {
    Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    for (Row row : pool.query("SELECT pid FROM pg_stat_activity").executeAndAwait()) {
      cpu = cpu.plus(cpu(row.getInteger(0)));
    }
    return cpu;
  }

  private static Duration cpu(int pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  private static void run(int from, int until, int callers, IntConsumer work) throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(callers)) {
      List<? extends Future<?>> runs =
          IntStream.range(from, until)
              .mapToObj(number -> executor.submit(() -> work.accept(number)))
              .toList();
      for (Future<?> run : runs) {
        run.get();
      }
    }
  }

  private void insert(int number) {
    List<IdeaMessage> ideas = events(number, i -> parser.parse(sample.json(i)));
    inserter.insert(ideas).await().atMost(PATIENCE);
  }

  /** The stored events again, for keys of their own. */
  private void decide(int number) {
    List<Undecided> undecided = events(number, this::undecided);
    pool.withTransaction(
            transaction ->
                thresholds
                    .lock(transaction, undecided)
                    .invoke(locked -> undecided.forEach(locked::decide))
                    .chain(locked -> thresholds.write(transaction, locked)))
        .await()
        .atMost(PATIENCE);
  }

  private <T> List<T> events(int number, IntFunction<T> event) {
    return IntStream.range(number * batch, (number + 1) * batch).mapToObj(event).toList();
  }

  private Undecided undecided(int i) {
    EventTime at = EventTime.of(sample.time(i), sample.time(i), Duration.ZERO);
    return new Undecided(
        "event-" + i, new TreeSet<>(List.of("alone+++" + sample.source(i))), at, _ -> timing());
  }
}
