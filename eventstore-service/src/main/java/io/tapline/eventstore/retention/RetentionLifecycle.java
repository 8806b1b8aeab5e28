package io.tapline.eventstore.retention;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tapline.eventstore.loop.PeriodicLoop;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;

/** Puts the retention of events together and runs it; the schema is there before. */
@ApplicationScoped
public class RetentionLifecycle {
  private final PeriodicLoop loop;

  RetentionLifecycle(Pool pool, RetentionConfig config, MeterRegistry registry) {
    RetentionMetrics metrics = new RetentionMetrics(registry);
    EventRetention retention =
        new EventRetention(pool, config.age(), config.maxEvents(), Clock.systemUTC(), metrics);
    loop = new PeriodicLoop(retention.work(), config.pause());
  }

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }
}
