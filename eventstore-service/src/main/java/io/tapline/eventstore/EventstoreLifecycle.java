package io.tapline.eventstore;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.tapline.eventstore.event.EventDeletion;
import io.tapline.eventstore.event.EventStore;
import io.tapline.eventstore.idea.IdeaParser;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.query.QueryRunner;
import io.tapline.eventstore.schema.SchemaMigration;
import io.tapline.eventstore.search.EventSearch;
import io.tapline.eventstore.threshold.ThresholdStore;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;

/** Brings the schema up to date before anything uses it, and puts the parts together. */
@ApplicationScoped
public class EventstoreLifecycle {
  private static final int BEFORE_OTHERS = 100;

  void migrate(@Observes @Priority(BEFORE_OTHERS) StartupEvent start, SchemaMigration migration) {
    migration.migrate();
  }

  @Produces
  @Singleton
  SchemaMigration migration(
      @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String username,
      @ConfigProperty(name = "quarkus.datasource.password") String password) {
    return new SchemaMigration(url, username, password);
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
  EventStore store(Mutiny.SessionFactory sessions, EventstoreConfig config) {
    return new EventStore(sessions, new ThresholdStore(), config.timings(), Clock.systemUTC());
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
