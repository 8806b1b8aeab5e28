package io.tapline.eventstore.notify.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.subscription.Cancellable;
import io.tapline.eventstore.Reason;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.notify.channel.Channel;
import io.tapline.eventstore.notify.channel.ChannelKind;
import io.tapline.eventstore.notify.channel.MailFields;
import io.tapline.eventstore.notify.channel.Secret;
import io.tapline.eventstore.notify.channel.Target;
import io.tapline.eventstore.notify.send.DeliveryFailure;
import io.tapline.eventstore.notify.send.Outgoing;
import io.tapline.eventstore.notify.send.Sender;
import io.tapline.eventstore.threshold.Outcome;
import io.tapline.rpc.Refusal;
import io.tapline.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestNoticesTest {
  private static final Channel CHANNEL =
      new Channel(
          "ops",
          new Channel.Route(
              ChannelKind.SYSLOG,
              Target.parse(ChannelKind.SYSLOG, "tls://192.0.2.1:6514"),
              MailFields.NONE,
              Secret.NONE,
              "",
              false),
          new Channel.Filter(new byte[0], Severity.UNSPECIFIED, Set.of(Outcome.NEW)),
          new Channel.Pace(null, Duration.ZERO),
          "",
          false);

  private final SlowTarget target = new SlowTarget();
  private final TestNotices tests = new TestNotices(target);

  /** Takes nothing before it is let go. */
  private static final class SlowTarget implements Sender.Factory, Sender {
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Duration limit = Await.LIMIT;
    private volatile String remark = "";
    private volatile boolean broken;

    @Override
    public Sender open(Channel channel) {
      if (broken) {
        throw new IllegalStateException("not for people");
      }
      return this;
    }

    @Override
    public Duration limit(Channel channel) {
      return limit;
    }

    @Override
    public String send(Outgoing message) {
      waiting.incrementAndGet();
      try {
        letGo.await();
        return remark;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DeliveryFailure(false, "interrupted");
      } finally {
        waiting.decrementAndGet();
      }
    }

    @Override
    public void close() {}
  }

  @AfterEach
  void letGo() {
    target.letGo.countDown();
  }

  private String send() {
    return tests.send(CHANNEL).await().atMost(Await.LIMIT);
  }

  private void assertRefused(Reason reason, String why) {
    assertThatThrownBy(this::send)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason))
        .hasMessageContaining(why);
  }

  @Test
  void more_tests_at_a_time_than_the_limit_are_refused() {
    List<CompletableFuture<String>> running = new ArrayList<>();
    for (int i = 0; i < TestNotices.MAX_TESTS; i++) {
      running.add(tests.send(CHANNEL).subscribeAsCompletionStage());
    }
    assertRefused(Reason.TEST_LIMIT, "4 tests");
    target.letGo.countDown();
    assertThat(running).extracting(CompletableFuture::join).doesNotHaveDuplicates();
    assertThat(send()).startsWith("test:");
  }

  @Test
  void a_test_ends_at_the_limit_of_its_channel_and_its_place_is_free_again() {
    target.limit = Duration.ofMillis(50);
    for (int i = 0; i <= TestNotices.MAX_TESTS; i++) {
      assertRefused(Reason.DELIVERY_FAILED, "it took longer than PT0.05S");
      Await.until("the target is left alone", () -> target.waiting.get() == 0);
    }
  }

  @Test
  void the_place_of_a_caller_who_is_gone_is_free_again() {
    List<Cancellable> callers = new ArrayList<>();
    for (int i = 0; i < TestNotices.MAX_TESTS; i++) {
      callers.add(tests.send(CHANNEL).subscribe().with(key -> {}, failure -> {}));
    }
    Await.until("all wait", () -> target.waiting.get() == TestNotices.MAX_TESTS);
    callers.forEach(Cancellable::cancel);
    Await.until("the target is left alone", () -> target.waiting.get() == 0);
    target.letGo.countDown();
    Await.until("a place is free", this::isSent);
  }

  /** A place is free a moment after its target is. */
  private boolean isSent() {
    try {
      return send().startsWith("test:");
    } catch (Refusal refusal) {
      assertThat(refusal.reason()).isEqualTo(Reason.TEST_LIMIT);
      return false;
    }
  }

  @Test
  void what_the_target_says_is_in_the_refusal() {
    target.letGo.countDown();
    target.remark = "refused for gone@example.org";
    assertRefused(Reason.DELIVERY_FAILED, "refused for gone@example.org");
  }

  @Test
  void a_sender_that_cannot_be_opened_is_a_failure_of_the_delivery() {
    target.broken = true;
    assertRefused(Reason.DELIVERY_FAILED, "internal error: IllegalStateException");
  }
}
