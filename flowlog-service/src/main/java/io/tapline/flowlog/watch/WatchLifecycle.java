package io.tapline.flowlog.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapline.flowlog.search.CommittedRows;
import io.tapline.flowlog.store.LogDatabase;
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
  ConnectionFeed.Sources sources(LogDatabase database, CommittedRows rows) {
    return new ConnectionFeed.Sources(new Commits(database), rows);
  }
}
