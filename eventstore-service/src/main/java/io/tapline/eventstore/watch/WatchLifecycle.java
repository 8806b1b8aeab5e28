package io.tapline.eventstore.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapline.eventstore.action.ActionStore;
import io.tapline.eventstore.change.ChangeLog;
import io.tapline.eventstore.event.BackgroundEvents;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts watching together. */
@ApplicationScoped
public class WatchLifecycle {
  @Produces
  @Singleton
  WatchMetrics metrics(MeterRegistry registry) {
    return new WatchMetrics(registry);
  }

  @Produces
  @Singleton
  EventFeed.Sources sources(Pool pool, BackgroundEvents events, ActionStore actions) {
    return new EventFeed.Sources(pool, new ChangeLog(), events, actions);
  }
}
