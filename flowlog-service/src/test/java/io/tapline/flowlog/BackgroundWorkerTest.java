package io.tapline.flowlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.testing.Await;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackgroundWorkerTest {
  @Test
  void an_error_is_counted_and_the_work_is_taken_up_again() throws Exception {
    AtomicInteger failed = new AtomicInteger();
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch again = new CountDownLatch(1);
    BackgroundWorker.Work work =
        () -> {
          if (runs.incrementAndGet() == 1) {
            throw new StackOverflowError("in the first piece of work");
          }
          again.countDown();
          return Duration.ofMinutes(1);
        };
    try (BackgroundWorker worker =
        new BackgroundWorker("test-worker", work, failed::incrementAndGet)) {
      worker.start();
      assertThat(again.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(failed).hasValue(1);
    assertThat(runs).hasValue(2);
  }

  @Test
  void it_says_that_it_works_again() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    BackgroundWorker.Work work =
        () -> {
          if (runs.incrementAndGet() == 1) {
            throw new IllegalStateException("for a moment");
          }
          return Duration.ofMinutes(1);
        };
    try (BackgroundWorker worker = new BackgroundWorker("test-worker", work, () -> {})) {
      assertThat(worker.state()).isEqualTo("off");
      worker.start();
      awaitRunsWithout(worker, runs);
      assertThat(worker.state()).isEqualTo("running");
    }
  }

  /** The second piece of work succeeds and then rests, which is no reason to be failing. */
  private static void awaitRunsWithout(BackgroundWorker worker, AtomicInteger runs) {
    Await.until("it runs without failures", () -> runs.get() >= 2 && worker.failures() == 0);
  }

  @Test
  void pauses_grow_to_their_limit() {
    assertThat(BackgroundWorker.pause(1)).isEqualTo(BackgroundWorker.FIRST_PAUSE);
    assertThat(BackgroundWorker.pause(3)).isEqualTo(Duration.ofSeconds(4));
    assertThat(BackgroundWorker.pause(1_000_000)).isEqualTo(BackgroundWorker.LONGEST_PAUSE);
  }
}
