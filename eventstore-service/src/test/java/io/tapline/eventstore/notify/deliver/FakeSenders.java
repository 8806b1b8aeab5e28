package io.tapline.eventstore.notify.deliver;

import io.tapline.eventstore.notify.channel.Channel;
import io.tapline.eventstore.notify.send.DeliveryFailure;
import io.tapline.eventstore.notify.send.Outgoing;
import io.tapline.eventstore.notify.send.Sender;
import io.tapline.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Targets that keep what they are sent, refuse it, or take their time. */
final class FakeSenders implements Sender.Factory {
  /** What a channel took. */
  record Taken(String channel, Outgoing message) {
    String subject() {
      return message.notice().subject();
    }

    String key() {
      return message.notice().idempotencyKey();
    }
  }

  final List<Taken> taken = new CopyOnWriteArrayList<>();
  private final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();
  private final Set<String> closed = ConcurrentHashMap.newKeySet();
  private final Map<String, CountDownLatch> slow = new ConcurrentHashMap<>();

  void fail(String channel, boolean permanent, String why) {
    failures.put(channel, new DeliveryFailure(permanent, why));
  }

  void breakDown(String channel) {
    failures.put(channel, new IllegalArgumentException("not for people"));
  }

  void work(String channel) {
    failures.remove(channel);
    closed.remove(channel);
  }

  /** There is no way to open a sender of this channel. */
  void doNotOpen(String channel) {
    closed.add(channel);
  }

  /** Its target answers no earlier than the latch lets it. */
  CountDownLatch hold(String channel) {
    return slow.computeIfAbsent(channel, name -> new CountDownLatch(1));
  }

  List<Taken> by(String channel) {
    return taken.stream().filter(one -> one.channel().equals(channel)).toList();
  }

  @Override
  public Sender open(Channel channel) {
    if (closed.contains(channel.name())) {
      throw new IllegalStateException("not for people");
    }
    return new Sender() {
      @Override
      public String send(Outgoing message) {
        return take(channel.name(), message);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Duration limit(Channel channel) {
    return Await.LIMIT;
  }

  private String take(String channel, Outgoing message) {
    CountDownLatch latch = slow.get(channel);
    if (latch != null) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DeliveryFailure(false, "interrupted");
      }
    }
    RuntimeException failure = failures.get(channel);
    if (failure != null) {
      throw failure;
    }
    taken.add(new Taken(channel, message));
    return "";
  }
}
