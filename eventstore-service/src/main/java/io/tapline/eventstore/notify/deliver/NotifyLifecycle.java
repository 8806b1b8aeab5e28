package io.tapline.eventstore.notify.deliver;

import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tapline.eventstore.change.ChangeCleanUp;
import io.tapline.eventstore.event.BackgroundEvents;
import io.tapline.eventstore.loop.PeriodicLoop;
import io.tapline.eventstore.notify.Outbox;
import io.tapline.eventstore.notify.channel.ChannelStore;
import io.tapline.eventstore.notify.send.Sender;
import io.tapline.eventstore.notify.send.Senders;
import io.tapline.eventstore.notify.send.SyslogMetrics;
import io.tapline.eventstore.query.EventQuery;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.watch.WatchConfig;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Puts notices together and runs their delivery; the schema is there before. */
@ApplicationScoped
public class NotifyLifecycle {
  private @Nullable PeriodicLoop loop;

  @Produces
  @Singleton
  Outbox outbox(NotifyConfig config) {
    return new Outbox(config.mailChannel());
  }

  @Produces
  @Singleton
  ChannelStore channels(Pool pool) {
    return new ChannelStore(pool);
  }

  @Produces
  @Singleton
  NotifyMetrics metrics(MeterRegistry registry) {
    return new NotifyMetrics(registry);
  }

  @Produces
  @Singleton
  Sender.Factory senders(Vertx vertx, NotifyConfig config, MeterRegistry registry) {
    return new Senders(vertx, config.timeout(), hostname(), new SyslogMetrics(registry));
  }

  @Produces
  @Singleton
  Delivery delivery(
      Pool pool,
      BackgroundEvents events,
      ChannelStore channels,
      Outbox outbox,
      Sender.Factory senders,
      NotifyMetrics metrics,
      NotifyConfig config,
      WatchConfig watch) {
    Clock clock = Clock.systemUTC();
    return DeliveryParts.delivery(
        new DeliveryParts(
            pool,
            events,
            channels,
            outbox,
            NotifyLifecycle::query,
            senders,
            metrics,
            new ChangeCleanUp(pool, watch.history(), watch.maxChanges()),
            settings(config),
            clock));
  }

  private static DeliveryParts.Settings settings(NotifyConfig config) {
    return new DeliveryParts.Settings(
        new Backoff(config.firstRetry(), config.longestRetry(), config.maxAttempts()),
        config.timeout(),
        config.maxPending(),
        config.history(),
        config.maxHistory(),
        config.consoleUrl());
  }

  /** Limits hold when a channel is set; one that is lowered later must not stop notices. */
  private static EventQuery query(byte[] bytes) {
    try {
      return new QueryRequests(Integer.MAX_VALUE)
          .query(io.tapline.eventstore.v1.EventQuery.parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a channel's query was written by another program", e);
    }
  }

  private static String hostname() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  void start(@Observes StartupEvent event, Delivery delivery, NotifyConfig config) {
    loop = new PeriodicLoop(delivery.work(), config.pause());
    loop.start();
  }

  void stop(@Observes ShutdownEvent event, Delivery delivery) {
    if (loop != null) {
      loop.close();
    }
    delivery.close();
  }
}
