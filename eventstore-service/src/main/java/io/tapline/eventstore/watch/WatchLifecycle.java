package io.tapline.eventstore.watch;

import io.micrometer.core.instrument.MeterRegistry;
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
}
