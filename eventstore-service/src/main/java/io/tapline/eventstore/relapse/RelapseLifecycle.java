package io.tapline.eventstore.relapse;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tapline.eventstore.loop.PeriodicLoop;
import io.tapline.eventstore.threshold.ThresholdStore;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;

/** Runs the relapse clock; the schema is there before. */
@ApplicationScoped
public class RelapseLifecycle {
  private final PeriodicLoop loop;

  RelapseLifecycle(Pool pool, RelapseConfig config, MeterRegistry registry) {
    RelapseMetrics metrics = new RelapseMetrics(registry);
    RelapseClock clock = new RelapseClock(pool, new ThresholdStore(), Clock.systemUTC(), metrics);
    loop = new PeriodicLoop(clock.work(), config.pause());
  }

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }
}
