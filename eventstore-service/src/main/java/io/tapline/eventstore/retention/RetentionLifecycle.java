package io.tapline.eventstore.retention;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the retention of events together and runs it; the schema is there before. */
@ApplicationScoped
public class RetentionLifecycle {
  void start(@Observes StartupEvent event, RetentionLoop loop) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event, RetentionLoop loop) {
    loop.close();
  }

  @Produces
  @Singleton
  RetentionLoop loop(Pool pool, RetentionConfig config, MeterRegistry registry) {
    RetentionMetrics metrics = new RetentionMetrics(registry);
    EventRetention retention =
        new EventRetention(pool, config.age(), config.maxEvents(), Clock.systemUTC(), metrics);
    return new RetentionLoop(retention, config.pause(), metrics);
  }
}
