package io.tapline.eventstore.action;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts actions together. */
@ApplicationScoped
public class ActionLifecycle {
  @Produces
  @Singleton
  ActionStore actions(Pool pool) {
    return new ActionStore(pool);
  }

  @Produces
  @Singleton
  ActionMetrics metrics(MeterRegistry registry) {
    return new ActionMetrics(registry);
  }
}
