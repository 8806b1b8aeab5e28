package io.tapline.rpc.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.TestReason;
import io.tapline.testing.Await;
import io.tapline.testing.FakeCaller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchersTest {
  private static final WatchLimits LIMITS =
      new WatchLimits(2, Duration.ofMillis(5), Duration.ofMillis(20));

  private final FakeWatched watched = new FakeWatched();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final Watchers<String> watchers = new Watchers<>(LIMITS, watched, this::thread);
  private final FakeCaller<String> caller = new FakeCaller<>();
  private final BlockingQueue<String> news = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    watchers.close();
  }

  private Thread thread(Runnable work) {
    Thread made = Thread.ofVirtual().unstarted(work);
    threads.add(made);
    return made;
  }

  /** All that is new, and after it the token {@code up to here}. */
  private WatchPart<String> part() {
    List<String> answers = new ArrayList<>();
    news.drainTo(answers);
    return new WatchPart<>(answers, () -> "up to here", false);
  }

  private FakeCaller<String> watch(FakeCaller<String> caller) {
    watchers.answer(caller, () -> {}, () -> this::part);
    return caller;
  }

  @Test
  void a_token_comes_at_once_and_again_while_nothing_happens() {
    var _ = watch(caller).ready();
    Await.until(() -> caller.messages.size() >= 2);
    assertThat(caller.messages).containsOnly("up to here");
    caller.cancel();
    Await.until(() -> watchers.connected() == 0);
    assertThat(watched.failures).as("one that leaves is not refused").isEmpty();
    assertThat(watched.sent).as("tokens are no answers").isEmpty();
  }

  @Test
  void a_watcher_that_does_not_read_is_sent_nothing_and_everything_when_it_reads() {
    news.addAll(List.of("a", "b"));
    var _ = watch(caller);
    Await.until(() -> threads.getFirst().getState() == Thread.State.WAITING);
    assertThat(news).as("what is not even read from the feed").hasSize(2);
    assertThat(caller.messages).isEmpty();
    var _ = caller.ready();
    Await.until(() -> caller.messages.size() >= 2);
    assertThat(caller.messages.subList(0, 2)).containsExactly("a", "b");
    assertThat(watched.sent).containsExactly("a", "b");
  }

  @Test
  void a_full_part_is_followed_by_the_next_without_a_pause() {
    Watchers<String> patient =
        new Watchers<>(
            new WatchLimits(1, Duration.ofHours(1), Duration.ofHours(1)), watched, this::thread);
    AtomicInteger parts = new AtomicInteger();
    patient.answer(
        caller,
        () -> {},
        () ->
            () ->
                new WatchPart<>(
                    List.of("part " + parts.incrementAndGet()), () -> "", parts.get() < 3));
    var _ = caller.ready();
    Await.until(() -> caller.messages.size() == 3);
    patient.close();
  }

  @Test
  void one_watcher_too_many_is_refused_and_counted_until_another_leaves() throws Exception {
    FakeCaller<String> first = watch(new FakeCaller<>());
    var _ = watch(new FakeCaller<>());
    assertThat(watch(caller).end()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(watched.refused).hasValue(1);
    assertThat(watched.failures)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one).hasMessage("There are 2 watchers already.");
              assertThat(((Refusal) one).details()).containsEntry("limit", "2");
            });

    first.cancel();
    Await.until(() -> watchers.connected() == 1);
    FakeCaller<String> third = watch(new FakeCaller<>()).ready();
    Await.until(() -> !third.messages.isEmpty());
    assertThat(watched.refused).hasValue(1);
  }

  @Test
  void a_feed_that_cannot_be_opened_is_refused_to_its_watcher() throws Exception {
    watchers.answer(
        caller,
        () -> {},
        () -> {
          throw new Refusal(TestReason.INVALID_PAGE_TOKEN, "No.");
        });
    assertThat(caller.end()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    Await.until(() -> watchers.connected() == 0);
    assertThat(watched.failures).hasSize(1);
  }

  @Test
  void the_end_of_the_service_tells_a_watcher_to_come_back() throws Exception {
    var _ = watch(caller).ready();
    Await.until(() -> !caller.messages.isEmpty());
    watchers.close();
    assertThat(caller.end()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void a_feed_that_fails_because_the_service_ends_is_no_failure_of_its_own() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    watchers.answer(caller, () -> {}, () -> () -> interrupted(reading));
    var _ = caller.ready();
    reading.await();
    watchers.close();
    assertThat(caller.end()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  private static WatchPart<String> interrupted(CountDownLatch reading) {
    reading.countDown();
    try {
      Thread.sleep(Duration.ofHours(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the database does not answer", e);
    }
    throw new AssertionError("it was not interrupted");
  }

  @Test
  void a_feed_that_reads_hears_that_its_watcher_is_gone_and_ends_without_a_failure() {
    CountDownLatch gone = new CountDownLatch(1);
    watchers.answer(caller, gone::countDown, () -> () -> endsWhen(gone));
    caller.ready().cancel();
    Await.until(() -> watchers.connected() == 0);
    assertThat(watched.failures).isEmpty();
  }

  private static WatchPart<String> endsWhen(CountDownLatch gone) {
    try {
      gone.await();
    } catch (InterruptedException e) {
      throw new AssertionError("it was interrupted", e);
    }
    throw new IllegalStateException("the question was cancelled");
  }
}
