package io.tapline.eventstore.admin;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the parts of administration together. */
@ApplicationScoped
public class AdminLifecycle {
  @Produces
  @Singleton
  EventAdmin admin(Pool pool) {
    return new EventAdmin(pool);
  }

  @Produces
  @Singleton
  RunningQueries queries(Pool pool) {
    return new RunningQueries(pool);
  }
}
