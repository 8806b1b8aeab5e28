package io.tapline.eventstore.notify.deliver;

import io.tapline.eventstore.change.ChangeCleanUp;
import io.tapline.eventstore.event.EventReader;
import io.tapline.eventstore.notify.Outbox;
import io.tapline.eventstore.notify.channel.ChannelStore;
import io.tapline.eventstore.notify.send.Sender;
import io.tapline.eventstore.query.EventQuery;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

/**
 * What a delivery is made of.
 *
 * @param reader reads the query of a channel
 */
public record DeliveryParts(
    Pool pool,
    EventReader events,
    ChannelStore channels,
    Outbox outbox,
    Function<byte[], EventQuery> reader,
    Sender.Factory senders,
    NotifyMetrics metrics,
    ChangeCleanUp changes,
    Settings settings,
    Clock clock) {

  /** See {@link NotifyConfig}. */
  public record Settings(
      Backoff backoff,
      Duration timeout,
      int maxPending,
      Duration history,
      long maxHistory,
      String consoleUrl) {}

  public static Delivery delivery(DeliveryParts parts) {
    Settings settings = parts.settings();
    NoticeStore store = new NoticeStore(parts.pool());
    return new Delivery(
        new Delivery.Parts(
            parts.fanOut(),
            new Digests(parts.pool(), parts.outbox(), settings.maxPending()),
            store,
            parts.upkeep(),
            parts.channels(),
            parts.lane(store),
            parts.metrics(),
            parts.clock()));
  }

  private FanOut fanOut() {
    return new FanOut(
        new FanOut.Parts(
            pool, events, channels, reader, outbox, new EventLink(settings.consoleUrl()), clock));
  }

  private Upkeep upkeep() {
    return new Upkeep(pool, changes, settings.history(), settings.maxHistory(), metrics, clock);
  }

  private Lane lane(NoticeStore store) {
    return new Lane(
        new Lane.Parts(
            store, events, senders, settings.backoff(), settings.timeout(), metrics, clock));
  }
}
