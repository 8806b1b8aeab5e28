package io.tapline.eventstore.analysis;

import io.tapline.eventstore.query.QueryRunner;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the parts of analysis together. */
@ApplicationScoped
public class AnalysisLifecycle {
  @Produces
  @Singleton
  EventCounts counts(QueryRunner runner) {
    return new EventCounts(runner);
  }

  @Produces
  @Singleton
  DistinctValues values(Pool pool) {
    return new DistinctValues(pool);
  }

  @Produces
  @Singleton
  ColumnBounds bounds(Pool pool) {
    return new ColumnBounds(pool);
  }
}
