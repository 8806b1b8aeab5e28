package io.tapline.flowlog.search;

import static io.tapline.flowlog.search.LogFixture.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.search.filter.Condition;
import io.tapline.flowlog.search.filter.Sql;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.segment.DuckDbSettings;
import io.tapline.flowlog.store.Intent;
import io.tapline.rpc.Refusal;
import io.tapline.testing.Await;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
  private static final Condition ALL = new Condition.AllOf(List.of());

  @TempDir Path directory;

  private LogFixture log(Duration deadline) throws Exception {
    return new LogFixture(
            directory,
            deadline,
            new DuckDbSettings(
                List.of(directory), directory.resolve("spill"), 256, 2, 1, Duration.ofMillis(50)))
        .add(100, 1);
  }

  /** Would take hours. */
  private static long work(Scan scan) throws SQLException {
    Sql sql =
        new Sql().add("SELECT sum(a.range + b.range) FROM range(10000000) a, range(10000000) b");
    return scan.ask(sql, rows -> rows.next() ? 1L : 0L);
  }

  @Test
  void a_question_ends_at_its_deadline_and_frees_its_turn() throws Exception {
    try (LogFixture log = log(Duration.ofMillis(200))) {
      assertReason(
          Reason.DEADLINE_EXCEEDED,
          () ->
              log.engine.run(
                  LogFixture.ALL, ALL, Intent.ROWS, new Cancellation(), EngineTest::work));
      assertFree(log);
    }
  }

  @Test
  void a_cancelled_question_ends_and_frees_its_turn() throws Exception {
    try (LogFixture log = log(Duration.ofSeconds(60))) {
      Cancellation cancellation = new Cancellation();
      Thread canceller = Thread.ofVirtual().start(() -> cancelRunning(log, cancellation));
      assertReason(
          Reason.DEADLINE_EXCEEDED,
          () -> log.engine.run(LogFixture.ALL, ALL, Intent.ROWS, cancellation, EngineTest::work));
      canceller.join();
      assertFree(log);
    }
  }

  private static void cancelRunning(LogFixture log, Cancellation cancellation) {
    Await.until("the question has a turn", () -> log.duckDb.freeTurns() == 0);
    cancellation.cancel();
  }

  @Test
  void a_question_without_a_turn_is_refused_and_counted() throws Exception {
    try (LogFixture log = log(Duration.ofSeconds(60));
        DuckDb.Turn taken = log.duckDb.turn()) {
      assertThat(taken).isNotNull();
      assertReason(Reason.QUERY_LIMIT, () -> log.search.count(question(""), new Cancellation()));
      assertThat(log.duckDb.refusedTurns()).isEqualTo(1);
    }
  }

  @Test
  void a_receiver_that_fails_ends_the_stream_and_frees_its_turn() throws Exception {
    try (LogFixture log = log(Duration.ofSeconds(60))) {
      assertThatThrownBy(
              () ->
                  log.search.stream(
                      question(""),
                      Order.NEWEST_FIRST,
                      0,
                      new Cancellation(),
                      rows -> {
                        throw new IllegalStateException("gone");
                      }))
          .isInstanceOf(IllegalStateException.class);
      assertFree(log);
    }
  }

  @Test
  void questions_of_many_threads_get_their_own_answers() throws Exception {
    try (LogFixture log = new LogFixture(directory).add(500, 1)) {
      CountDownLatch right = new CountDownLatch(16);
      for (int i = 0; i < 16; i++) {
        Thread unused =
            Thread.ofVirtual()
                .start(
                    () -> {
                      long count =
                          log.search
                              .count(question("vlan >= 0"), new Cancellation())
                              .value()
                              .connections();
                      if (count == 500) {
                        right.countDown();
                      }
                    });
      }
      assertThat(right.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void a_question_that_gives_way_ends_when_another_one_lacks_memory() throws Exception {
    try (LogFixture log = new LogFixture(directory).add(100, 1)) {
      CompletableFuture<Long> detection = detection(log);

      assertThat(run(log, new Cancellation(), new LacksMemory(1))).isEqualTo(100);

      assertThatThrownBy(detection::join)
          .hasCauseInstanceOf(Refusal.class)
          .hasMessageContaining("gave way");
      assertThat(log.engine.gaveWay()).isEqualTo(1);
    }
  }

  @Test
  void a_question_that_lacks_memory_alone_or_again_is_refused() throws Exception {
    try (LogFixture log = new LogFixture(directory).add(100, 1)) {
      assertReason(Reason.QUERY_LIMIT, () -> run(log, new Cancellation(), new LacksMemory(1)));
      CompletableFuture<Long> detection = detection(log);
      assertReason(Reason.QUERY_LIMIT, () -> run(log, new Cancellation(true), new LacksMemory(1)));
      assertThat(detection).isNotDone();
      assertReason(Reason.QUERY_LIMIT, () -> run(log, new Cancellation(), new LacksMemory(2)));
      assertThat(detection).failsWithin(Duration.ofSeconds(10));
    }
  }

  /** One that is being answered. */
  private static CompletableFuture<Long> detection(LogFixture log) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Long> detection =
        CompletableFuture.supplyAsync(
            () ->
                run(
                    log,
                    new Cancellation(true),
                    scan -> {
                      begun.countDown();
                      return work(scan);
                    }));
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    return detection;
  }

  private static long run(LogFixture log, Cancellation cancellation, Engine.Work<Long> work) {
    return log.engine.run(LogFixture.ALL, ALL, Intent.ROWS, cancellation, work).value();
  }

  /** Fails a few times as the engine does, then answers. */
  private static final class LacksMemory implements Engine.Work<Long> {
    private int failures;

    LacksMemory(int failures) {
      this.failures = failures;
    }

    @Override
    public Long run(Scan scan) throws SQLException {
      if (failures > 0) {
        failures--;
        throw new SQLException("Out of Memory Error: failed to allocate data of size 16.0 KiB");
      }
      return scan.ask(new Sql().add("SELECT 100"), rows -> rows.next() ? rows.getLong(1) : 0L);
    }
  }

  private static void assertFree(LogFixture log) {
    assertThat(log.duckDb.freeTurns()).isEqualTo(1);
    assertThat(log.snapshots).hasValue(0);
    assertThat(log.pinnedBytes).hasValue(0);
    assertThat(log.search.count(question(""), new Cancellation()).value().connections())
        .isEqualTo(100);
  }

  private static void assertReason(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
