package io.tapline.eventstore.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.threshold.ThresholdTiming;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Random streams of events over weeks of simulated time are decided as a plain model decides them,
 * by one caller, by eight at once, and with every connection to the database killed in between.
 */
class DecisionsPropertyTest {
  private static final int STEPS = 60;
  private static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical");
  private static final Duration MAX_AHEAD = Duration.ofMinutes(10);

  /** Mentat's. */
  private static final Map<Severity, ThresholdTiming> TIMINGS =
      Map.of(
          Severity.UNSPECIFIED, timing(24 * 60, 6 * 24, 2 * 24),
          Severity.INFO, timing(24 * 60, 6 * 24, 2 * 24),
          Severity.LOW, timing(24 * 60, 6 * 24, 2 * 24),
          Severity.MEDIUM, timing(2 * 60, 6 * 24, 2 * 24),
          Severity.HIGH, timing(10, 24, 12),
          Severity.CRITICAL, timing(10, 2, 0));

  @SuppressWarnings("NullAway.Init") // started before the first try
  private static StoreOnPostgres store;

  private static ThresholdTiming timing(int periodMinutes, int thresholdHours, int relapseHours) {
    return new ThresholdTiming(
        Duration.ofMinutes(periodMinutes),
        Duration.ofHours(thresholdHours),
        Duration.ofHours(relapseHours));
  }

  @BeforeContainer
  static void start() throws IOException {
    store = new StoreOnPostgres(TIMINGS);
  }

  @AfterContainer
  static void stop() throws IOException {
    store.close();
  }

  /**
   * Events of one moment: concurrent callers may store them in any order, so they share their time.
   *
   * @param now the clock's time
   * @param detected may be late, or ahead of the clock
   */
  private record Step(Instant now, Instant detected, List<IdeaMessage> events) {
    Instant time() {
      return detected.isAfter(now.plus(MAX_AHEAD)) ? now : detected;
    }
  }

  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void decisions_are_those_of_a_plain_model(@ForAll long seed) throws Exception {
    List<Step> steps = steps(new Random(seed));
    PlainModel model = new PlainModel();
    steps.forEach(step -> decide(model, step));

    assertDecidedAs(model, steps, 1, false);
    assertDecidedAs(model, steps, 8, false);
    assertDecidedAs(model, steps, 8, true);
  }

  private static List<Step> steps(Random random) {
    List<Step> steps = new ArrayList<>();
    Instant now = StoreOnPostgres.START;
    for (int i = 0; i < STEPS; i++) {
      // odd microseconds: no two steps share a time, and none hits the end of a window
      now = now.plusSeconds(random.nextInt(16 * 3_600)).plusNanos(random.nextInt(1_000) * 1_000L);
      Instant detected = now.plus(offset(random));
      steps.add(new Step(now, detected, events(random, i, detected)));
    }
    return steps;
  }

  /** Mostly on time, now and then late, slightly ahead of the clock, or years ahead. */
  private static Duration offset(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Duration.ofSeconds(-random.nextInt(4 * 86_400));
      case 1 -> Duration.ofSeconds(random.nextInt(600));
      case 2 -> Duration.ofDays(random.nextInt(365 * 1_000));
      default -> Duration.ZERO;
    };
  }

  private static List<IdeaMessage> events(Random random, int step, Instant detected) {
    return IntStream.range(0, random.nextInt(8))
        .mapToObj(
            i -> {
              String severity = SEVERITIES.get(random.nextInt(SEVERITIES.size()));
              String sources =
                  random
                      .ints(1 + random.nextInt(3), 0, 4)
                      .mapToObj(source -> "10.0.0." + source)
                      .collect(Collectors.joining(","));
              String id = "step-%d-%d".formatted(step, i);
              return store.idea(id, detected.toString(), severity, severity, sources);
            })
        .toList();
  }

  private static void decide(PlainModel model, Step step) {
    model.run(step.now());
    for (IdeaMessage event : step.events()) {
      for (String key : event.thresholdKeys()) {
        ThresholdTiming timing = Objects.requireNonNull(TIMINGS.get(event.severity()));
        model.event(event.id(), key, step.time(), step.now(), timing);
      }
    }
  }

  private static void assertDecidedAs(
      PlainModel model, List<Step> steps, int callers, boolean crashes) throws Exception {
    var _ = asked("TRUNCATE eventstore.event, eventstore.threshold CASCADE");
    try (ExecutorService executor = Executors.newFixedThreadPool(callers)) {
      for (Step step : steps) {
        store.clock.set(step.now());
        untilItSucceeds(() -> store.relapses.decideDue());
        insert(step, executor, crashes);
      }
    }
    assertThat(decided()).isEqualTo(counts(model.decided()));
    assertThat(windows()).isEqualTo(model.windows());
  }

  private static void insert(Step step, ExecutorService executor, boolean crashes)
      throws Exception {
    List<? extends Future<?>> inserts =
        step.events().stream()
            .map(event -> executor.submit(() -> untilItSucceeds(() -> insert(event))))
            .toList();
    if (crashes) {
      store.killConnections();
    }
    for (Future<?> insert : inserts) {
      insert.get();
    }
  }

  private static void insert(IdeaMessage event) {
    StoreOnPostgres.await(store.inserter.insert(List.of(event)));
  }

  /** A caller sends again what was not answered; a few times, so that a test can fail. */
  private static void untilItSucceeds(Runnable work) {
    for (int attempt = 1; ; attempt++) {
      try {
        work.run();
        return;
      } catch (RuntimeException e) {
        if (attempt == 20) {
          throw e;
        }
      }
    }
  }

  /** How many events of a step had an outcome for a key: which of them is up to the callers. */
  private static Map<String, Long> counts(List<PlainModel.Decided> decided) {
    return decided.stream()
        .collect(
            Collectors.groupingBy(
                one ->
                    "%s %s %s"
                        .formatted(
                            one.eventId().replaceFirst("-\\d+$", ""), one.key(), one.outcome()),
                TreeMap::new,
                Collectors.counting()));
  }

  private static Map<String, Long> decided() {
    Map<String, Long> decided = new TreeMap<>();
    for (Row row :
        asked(
            """
            SELECT concat_ws(' ', regexp_replace(event_id, '-\\d+$', ''), key, outcome), count(*)
            FROM eventstore.decision GROUP BY 1""")) {
      decided.put(row.getString(0), row.getLong(1));
    }
    return decided;
  }

  private static Map<String, List<Instant>> windows() {
    Map<String, List<Instant>> windows = new TreeMap<>();
    for (Row row :
        asked("SELECT key, window_start, relapse_start, window_end FROM eventstore.threshold")) {
      windows.put(
          row.getString(0),
          IntStream.range(1, 4).mapToObj(i -> row.getOffsetDateTime(i).toInstant()).toList());
    }
    return windows;
  }

  /** The pool may still hand out connections that were killed. */
  private static RowSet<Row> asked(String query) {
    return store
        .pool
        .query(query)
        .execute()
        .onFailure()
        .retry()
        .withBackOff(Duration.ofMillis(10), Duration.ofMillis(100))
        .atMost(100)
        .await()
        .indefinitely();
  }
}
