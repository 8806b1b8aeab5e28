package io.tapline.eventstore.notify.api;

import static io.tapline.eventstore.Reason.DELIVERY_FAILED;
import static io.tapline.eventstore.Reason.TEST_LIMIT;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.notify.Notice;
import io.tapline.eventstore.notify.channel.Channel;
import io.tapline.eventstore.notify.send.CheckedSenders;
import io.tapline.eventstore.notify.send.DeliveryFailure;
import io.tapline.eventstore.notify.send.Outgoing;
import io.tapline.eventstore.notify.send.Sender;
import io.tapline.rpc.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * Sends test notices, each within the time that its channel may take as a whole. One that is not
 * done by then, or whose caller is gone, is interrupted, and has its place until it has ended. For
 * any number of threads.
 */
final class TestNotices {
  /** Tests at a time, at most. */
  static final int MAX_TESTS = 4;

  private final Sender.Factory senders;
  private final Semaphore places = new Semaphore(MAX_TESTS);

  TestNotices(Sender.Factory senders) {
    this.senders = new CheckedSenders(senders);
  }

  /**
   * Answers with the idempotency key that the target was sent; fails with TEST_LIMIT,
   * DELIVERY_FAILED.
   */
  Uni<String> send(Channel channel) {
    Duration limit = senders.limit(channel);
    if (!places.tryAcquire()) {
      return Uni.createFrom().failure(TestNotices::tooMany);
    }
    CompletableFuture<String> sent = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual().name("eventstore-notify-test").start(() -> run(channel, sent));
    return Uni.createFrom()
        .completionStage(sent)
        .ifNoItem()
        .after(limit)
        .failWith(() -> refusal(channel, "it took longer than " + limit))
        .onTermination()
        .invoke(thread::interrupt);
  }

  private void run(Channel channel, CompletableFuture<String> sent) {
    try {
      sent.complete(deliverInPlace(channel));
    } catch (RuntimeException | Error e) { // thrown to the caller
      sent.completeExceptionally(e);
    }
  }

  private String deliverInPlace(Channel channel) {
    try {
      return deliver(channel);
    } finally {
      places.release();
    }
  }

  private String deliver(Channel channel) {
    Notice notice = notice(channel);
    try (Sender sender = senders.open(channel)) {
      String remark = sender.send(new Outgoing(notice, null, Instant.now()));
      if (!remark.isEmpty()) {
        throw new DeliveryFailure(false, remark);
      }
      return notice.idempotencyKey();
    } catch (DeliveryFailure failure) {
      throw refusal(channel, String.valueOf(failure.getMessage()));
    }
  }

  private static Notice notice(Channel channel) {
    return Notice.toChannel(
        "test:" + UUID.randomUUID(),
        channel.name(),
        "Test of the channel " + channel.name(),
        "This is a test. Notices of this channel arrive here.\n",
        List.of());
  }

  private static Refusal refusal(Channel channel, String why) {
    return new Refusal(
        DELIVERY_FAILED, "the target did not take it: " + why, Map.of("channel", channel.name()));
  }

  private static Refusal tooMany() {
    return new Refusal(
        TEST_LIMIT,
        "%d tests are being sent already; try again".formatted(MAX_TESTS),
        Map.of("limit", Integer.toString(MAX_TESTS)));
  }
}
