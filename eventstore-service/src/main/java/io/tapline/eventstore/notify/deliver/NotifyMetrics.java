package io.tapline.eventstore.notify.deliver;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What becomes of notices, and whether they are looked after. */
public final class NotifyMetrics {
  private final MeterRegistry registry;
  private final AtomicLong pending = new AtomicLong();
  private final AtomicLong dead = new AtomicLong();
  private final AtomicLong oldestSeconds = new AtomicLong();
  private final AtomicBoolean failing = new AtomicBoolean();

  /**
   * Registers {@code tapline.eventstore.notices.pending}: notices that wait, in all channels;
   * {@code tapline.eventstore.notices.dead.kept}: dead ones that nobody has retried or dropped;
   * {@code tapline.eventstore.notices.pending.age}: seconds for which the oldest one has waited.
   */
  public NotifyMetrics(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("tapline.eventstore.notices.pending", pending);
    registry.gauge("tapline.eventstore.notices.dead.kept", dead);
    registry.gauge("tapline.eventstore.notices.pending.age", oldestSeconds);
  }

  /** {@code tapline.eventstore.notices.sent}, by channel: notices that the target took. */
  void sent(String channel) {
    registry.counter("tapline.eventstore.notices.sent", "channel", channel).increment();
  }

  /** {@code tapline.eventstore.notices.failures}, by channel: attempts that failed. */
  void failed(String channel) {
    registry.counter("tapline.eventstore.notices.failures", "channel", channel).increment();
  }

  /** {@code tapline.eventstore.notices.dead}, by channel: notices that were given up. */
  void dead(String channel) {
    registry.counter("tapline.eventstore.notices.dead", "channel", channel).increment();
  }

  /** {@code tapline.eventstore.notices.dead} of channels that are none. */
  void buried(int notices) {
    registry.counter("tapline.eventstore.notices.dead", "channel", "").increment(notices);
  }

  /** {@code tapline.eventstore.notices.digested}, by channel: notices that became part of one. */
  void digested(String channel, long notices) {
    registry
        .counter("tapline.eventstore.notices.digested", "channel", channel)
        .increment((double) notices);
  }

  /** {@code tapline.eventstore.notices.rounds.failed}: looks that failed; the next one goes on. */
  void roundFailed() {
    registry.counter("tapline.eventstore.notices.rounds.failed").increment();
    failing.set(true);
  }

  void roundDone() {
    failing.set(false);
  }

  /** {@code tapline.eventstore.notices.lanes.failed}, by channel: runs that ended in an error. */
  void laneFailed(String channel) {
    registry.counter("tapline.eventstore.notices.lanes.failed", "channel", channel).increment();
  }

  void waiting(long pendingNotices, long deadNotices, double seconds) {
    pending.set(pendingNotices);
    dead.set(deadNotices);
    oldestSeconds.set((long) seconds);
  }

  boolean isFailing() {
    return failing.get();
  }

  long pending() {
    return pending.get();
  }

  long dead() {
    return dead.get();
  }

  long oldestSeconds() {
    return oldestSeconds.get();
  }
}
