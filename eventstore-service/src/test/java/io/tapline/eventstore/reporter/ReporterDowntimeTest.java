package io.tapline.eventstore.reporter;

import static io.tapline.eventstore.reporter.ReportsOnPostgres.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.eventstore.group.GroupSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stops, fails or runs twice: each event is in one report. */
class ReporterDowntimeTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Pattern ID = Pattern.compile("\"ID\": \"([^\"]+)\"");
  private static ReportsOnPostgres on;

  @BeforeAll
  static void start() throws IOException {
    on = new ReportsOnPostgres();
  }

  @AfterAll
  static void stop() throws IOException {
    on.close();
  }

  @BeforeEach
  void clear() {
    on.clear();
    on.group(GROUP, GroupSettings.STANDARD, "10.0.0.0/8");
  }

  /** The ids in all files that were sent. */
  private static List<String> reported() {
    return on.mails.stream()
        .flatMap(mail -> mail.files().stream())
        .flatMap(file -> ID.matcher(new String(file.data(), StandardCharsets.UTF_8)).results())
        .map(match -> match.group(1))
        .toList();
  }

  private static void insert(int number, Instant time) {
    String source = "10.%d.%d.1".formatted(number / 200, number % 200);
    on.insert("e" + number, time.toString(), json -> json, source);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void no_event_is_reported_twice_and_none_is_missing_after_downtimes_and_failures(long seed) {
    Random random = new Random(seed);
    Instant now = START;
    on.store.clock.set(now);
    on.loop().look(); // from here on
    List<String> inserted = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      boolean downtime = random.nextInt(8) == 0;
      now = now.plusSeconds(random.nextInt(downtime ? 3 * 86_400 : 3_600)).plusMillis(1);
      insert(i, random.nextInt(4) == 0 ? onBorder(now) : now);
      inserted.add("e" + i);
      on.store.clock.set(now);
      on.mailFails = random.nextInt(4) == 0;
      if (random.nextBoolean()) {
        look();
      }
    }
    on.mailFails = false;
    on.store.clock.set(now.plus(Duration.ofHours(2)));
    IntStream.range(0, 10).forEach(i -> look());
    assertThat(reported()).containsExactlyInAnyOrderElementsOf(inserted);
  }

  /** The last multiple of ten minutes, where a window may end: only if it is not done. */
  private static Instant onBorder(Instant now) {
    Instant border = Instant.ofEpochSecond(now.getEpochSecond() / 600 * 600);
    Instant done = done();
    return border.isBefore(done) ? now : border;
  }

  private static Instant done() {
    return on.store
        .row("SELECT max(done_until) FROM eventstore.report_state WHERE severity = 'LOW'")
        .getOffsetDateTime(0)
        .toInstant();
  }

  private static void look() {
    try {
      on.loop().look();
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("no mail today");
    }
  }

  @Test
  void two_replicas_at_once_report_each_event_once() throws Exception {
    on.store.clock.set(START);
    on.loop().look();
    List<String> inserted = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      insert(i, START.plus(Duration.ofMinutes(100L * i)));
      inserted.add("e" + i);
    }
    on.store.clock.set(START.plus(Duration.ofDays(3)));
    try (ExecutorService replicas = Executors.newFixedThreadPool(4)) {
      List<? extends Future<?>> looks =
          IntStream.range(0, 8).mapToObj(i -> replicas.submit(on.loop()::look)).toList();
      for (Future<?> look : looks) {
        look.get();
      }
    }
    on.loop().look();
    assertThat(reported()).containsExactlyInAnyOrderElementsOf(inserted);
  }
}
