package io.tapline.eventstore.notify.deliver;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.event.EventReader;
import io.tapline.eventstore.event.StoredEvent;
import io.tapline.eventstore.notify.Notice.AboutEvent;
import io.tapline.eventstore.notify.channel.Channel;
import io.tapline.eventstore.notify.send.CheckedSenders;
import io.tapline.eventstore.notify.send.DeliveryFailure;
import io.tapline.eventstore.notify.send.Outgoing;
import io.tapline.eventstore.notify.send.Sender;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends the notices of one target, one after the other. When the target does not take one that
 * another attempt may bring through, the rest of the batch waits, too. Blocks; for one thread.
 */
final class Lane {
  /** Notices that are leased at once. */
  static final int BATCH = 10;

  /** Longer than a batch takes whose every step takes the longest time. */
  private static final int LEASE_TIMEOUTS = 70;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final NoticeStore store;
  private final EventReader events;
  private final Sender.Factory senders;
  private final Backoff backoff;
  private final Duration lease;
  private final NotifyMetrics metrics;
  private final Clock clock;

  /** What lanes work with. */
  record Parts(
      NoticeStore store,
      EventReader events,
      Sender.Factory senders,
      Backoff backoff,
      Duration timeout,
      NotifyMetrics metrics,
      Clock clock) {}

  Lane(Parts parts) {
    store = parts.store();
    events = parts.events();
    senders = new CheckedSenders(parts.senders());
    backoff = parts.backoff();
    lease = parts.timeout().multipliedBy(LEASE_TIMEOUTS);
    metrics = parts.metrics();
    clock = parts.clock();
  }

  /**
   * Sends what is due, until nothing is or the target does not take it.
   *
   * @param channel that sends
   * @param names of the channels whose notices it sends
   */
  void run(Channel channel, List<String> names) {
    boolean more = true;
    while (more) {
      List<NoticeRow> rows = await(store.lease(names, BATCH, lease));
      more = !rows.isEmpty() && send(channel, rows);
    }
  }

  /**
   * False when the target did not take one that is to be tried again, or the thread is interrupted:
   * the rest of the batch is given back then. A target that cannot even be opened did not take the
   * first.
   */
  private boolean send(Channel channel, List<NoticeRow> rows) {
    try (Sender sender = senders.open(channel)) {
      for (int i = 0; i < rows.size(); i++) {
        boolean begun = !Thread.currentThread().isInterrupted();
        if (!begun || !send(sender, channel, rows.get(i))) {
          await(store.release(rows.subList(begun ? i + 1 : i, rows.size())));
          return false;
        }
      }
    }
    return true;
  }

  private boolean send(Sender sender, Channel channel, NoticeRow row) {
    try {
      String remark = sender.send(new Outgoing(row.notice(), idea(row), clock.instant()));
      await(store.sent(row, remark));
      metrics.sent(channel.name());
      return true;
    } catch (DeliveryFailure failure) {
      return failed(channel, row, failure);
    }
  }

  private @Nullable String idea(NoticeRow row) {
    @Nullable AboutEvent event = row.notice().event();
    return event == null
        ? null
        : await(events.readIds(List.of(event.id()))).stream()
            .findFirst()
            .map(StoredEvent::idea)
            .map(idea -> idea.json())
            .orElse(null);
  }

  private boolean failed(Channel channel, NoticeRow row, DeliveryFailure failure) {
    String error = String.valueOf(failure.getMessage());
    metrics.failed(channel.name());
    if (failure.isPermanent() || backoff.isOver(row.attempts())) {
      await(store.dead(row, error));
      metrics.dead(channel.name());
      return failure.isPermanent();
    }
    await(store.later(row, error, backoff.after(row.attempts())));
    return false;
  }

  /** An interrupt ends what is being sent, never what is written of it. */
  private static <T> T await(Uni<T> work) {
    return work.ifNoItem().after(PATIENCE).fail().subscribeAsCompletionStage().join();
  }
}
