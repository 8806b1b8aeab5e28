package io.tapline.flowlog;

import static org.assertj.core.api.Assertions.assertThat;

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
          new CountDownLatch(1).await();
        };
    try (BackgroundWorker worker =
        new BackgroundWorker("test-worker", work, failed::incrementAndGet)) {
      worker.start();
      assertThat(again.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(worker.failures()).isEqualTo(1);
      assertThat(worker.state()).contains("in the first piece of work");
    }
    assertThat(failed).hasValue(1);
    assertThat(runs).hasValue(2);
  }

  @Test
  void it_says_that_it_works_again() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch succeeded = new CountDownLatch(1);
    BackgroundWorker.Work work =
        () -> {
          switch (runs.incrementAndGet()) {
            case 1 -> throw new IllegalStateException("for a moment");
            case 2 -> {} // works
            default -> {
              succeeded.countDown();
              new CountDownLatch(1).await();
            }
          }
        };
    try (BackgroundWorker worker = new BackgroundWorker("test-worker", work, () -> {})) {
      worker.start();
      assertThat(succeeded.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(worker.failures()).isZero();
      assertThat(worker.state()).isEqualTo("running");
    }
  }

  @Test
  void pauses_grow_to_their_limit() {
    assertThat(BackgroundWorker.pause(1)).isEqualTo(BackgroundWorker.FIRST_PAUSE);
    assertThat(BackgroundWorker.pause(3)).isEqualTo(Duration.ofSeconds(4));
    assertThat(BackgroundWorker.pause(1_000_000)).isEqualTo(BackgroundWorker.LONGEST_PAUSE);
  }
}
