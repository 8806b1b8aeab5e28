package io.tapline.eventstore;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.tapline.eventstore.cache.RelapseSearch;
import io.tapline.eventstore.cache.ThresholdCache;
import io.tapline.eventstore.decision.Explanations;
import io.tapline.eventstore.event.AtomicInsert;
import io.tapline.eventstore.event.EventDeletion;
import io.tapline.eventstore.event.EventInserter;
import io.tapline.eventstore.event.EventStore;
import io.tapline.eventstore.group.GroupStore;
import io.tapline.eventstore.idea.IdeaParser;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.query.QueryRunner;
import io.tapline.eventstore.rule.DryRun;
import io.tapline.eventstore.rule.RuleCache;
import io.tapline.eventstore.rule.RuleStore;
import io.tapline.eventstore.schema.SchemaMigration;
import io.tapline.eventstore.search.EventSearch;
import io.tapline.eventstore.threshold.ThresholdStore;
import io.tapline.rpc.Refusal;
import io.tapline.service.StartEnd;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;

/** Brings the schema up to date before anything uses it, and puts the parts together. */
@ApplicationScoped
public class EventstoreLifecycle {
  private static final int BEFORE_OTHERS = 100;

  void migrate(@Observes @Priority(BEFORE_OTHERS) StartupEvent start, SchemaMigration migration) {
    try {
      migration.migrate();
    } catch (Refusal e) {
      throw StartEnd.because(e);
    }
  }

  @Produces
  @Singleton
  SchemaMigration migration(
      @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String username,
      @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password,
      EventstoreConfig config) {
    return new SchemaMigration(url, username, password.orElse(""), config.startPatience());
  }

  @Produces
  @Singleton
  EventstoreMetrics metrics(MeterRegistry registry) {
    return new EventstoreMetrics(registry);
  }

  @Produces
  @Singleton
  IdeaParser parser(EventstoreConfig config) {
    return new IdeaParser(config.ideaLimits());
  }

  @Produces
  @Singleton
  RuleStore ruleStore(Pool pool) {
    return new RuleStore(pool);
  }

  @Produces
  @Singleton
  RuleCache rules(RuleStore store, GroupStore groups, EventstoreConfig config) {
    return new RuleCache(store, groups, config.timings(), Clock.systemUTC());
  }

  @Produces
  @Singleton
  EventInserter inserter(Pool pool, RuleCache rules, EventstoreConfig config) {
    return new EventInserter(
        pool, new ThresholdStore(), rules::timings, config.maxClockAhead(), Clock.systemUTC());
  }

  @Produces
  @Singleton
  EventStore store(Mutiny.SessionFactory sessions, EventInserter inserter) {
    return new EventStore(sessions, inserter);
  }

  @Produces
  @Singleton
  AtomicInsert atomicInsert(IdeaParser parser, EventInserter inserter) {
    return new AtomicInsert(parser, inserter);
  }

  @Produces
  @Singleton
  Explanations explanations(Pool pool) {
    return new Explanations(pool, new ThresholdStore());
  }

  @Produces
  @Singleton
  ThresholdCache cache(Pool pool) {
    return new ThresholdCache(pool);
  }

  @Produces
  @Singleton
  RelapseSearch relapses(Pool pool, EventstoreConfig config) {
    return new RelapseSearch(pool, config.maxPageBytes());
  }

  @Produces
  @Singleton
  DryRun dryRun(Pool pool, EventstoreConfig config) {
    return new DryRun(pool, config.maxClockAhead(), Clock.systemUTC());
  }

  @Produces
  @Singleton
  EventSearch search(
      QueryRunner runner, EventStore store, EventstoreConfig config, EventstoreMetrics metrics) {
    return new EventSearch(runner, store, config.maxPageBytes(), metrics::pageClipped);
  }

  @Produces
  @Singleton
  QueryRunner runner(Pool pool) {
    return new QueryRunner(pool);
  }

  @Produces
  @Singleton
  QueryRequests queries(EventstoreConfig config) {
    return new QueryRequests(config.maxFilterValues());
  }

  @Produces
  @Singleton
  EventDeletion deletion(QueryRunner runner) {
    return new EventDeletion(runner);
  }
}
