package io.tapline.eventstore.reporter;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tapline.eventstore.group.FilterRuleMessages;
import io.tapline.eventstore.group.FilterStore;
import io.tapline.eventstore.group.GroupStore;
import io.tapline.eventstore.loop.PeriodicLoop;
import io.tapline.eventstore.notify.Outbox;
import io.tapline.eventstore.notify.deliver.NotifyConfig;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.rule.RuleCache;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Puts groups, filters and the reporter together and runs it; the schema is there before. */
@ApplicationScoped
public class ReporterLifecycle {
  private @Nullable PeriodicLoop loop;

  void start(
      @Observes StartupEvent event,
      Pool pool,
      Reporter reporter,
      ReporterConfig config,
      MeterRegistry registry) {
    if (config.enabled()) {
      ReporterLoop.Limits limits = new ReporterLoop.Limits(config.windowsPerLook(), config.keep());
      ReporterLoop work =
          new ReporterLoop(
              pool, reporter, limits, Clock.systemUTC(), new ReporterMetrics(registry));
      loop = new PeriodicLoop(work.work(), config.pause());
      loop.start();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    if (loop != null) {
      loop.close();
    }
  }

  @Produces
  @Singleton
  GroupStore groups(Pool pool) {
    return new GroupStore(pool);
  }

  @Produces
  @Singleton
  FilterRuleMessages rules(QueryRequests queries) {
    return new FilterRuleMessages(queries);
  }

  @Produces
  @Singleton
  FilterStore filters(Pool pool, FilterRuleMessages rules) {
    return new FilterStore(pool, rules::query);
  }

  @Produces
  @Singleton
  ReportStore reports(Pool pool) {
    return new ReportStore(pool);
  }

  @Produces
  @Singleton
  Reporter reporter(
      Pool pool,
      FilterStore filters,
      RuleCache rules,
      ReporterConfig config,
      Outbox outbox,
      NotifyConfig notify) {
    Reporter.Timing timing =
        new Reporter.Timing(
            new ReportSchedule(config.interval(), config.longestWindow()),
            config.settle(),
            rules.standard());
    return new Reporter(
        pool,
        filters,
        timing,
        new OutboxDelivery(outbox, notify.mailChannel()),
        Clock.systemUTC(),
        new SecureRandom());
  }
}
