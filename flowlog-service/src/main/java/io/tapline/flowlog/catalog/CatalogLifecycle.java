package io.tapline.flowlog.catalog;

import io.tapline.flowlog.search.filter.NetObjects;
import io.tapline.flowlog.store.LogDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Puts the catalog together. */
@ApplicationScoped
public class CatalogLifecycle {
  @Produces
  @Singleton
  CatalogReader reader(LogDatabase database) {
    return new CatalogReader(database);
  }

  @Produces
  @Singleton
  CatalogLimits limits(CatalogConfig config) {
    return new CatalogLimits(
        config.maxTransactions(),
        config.transactionIdle(),
        config.maxObjects(),
        config.maxPrefixes());
  }

  @Produces
  @Singleton
  CatalogEdits edits(LogDatabase database, CatalogLimits limits) {
    return new CatalogEdits(database, limits, InstantSource.system());
  }

  @Produces
  @Singleton
  NetObjects netObjects(CatalogReader reader, CatalogLimits limits) {
    return new CatalogNetObjects(reader, limits);
  }
}
