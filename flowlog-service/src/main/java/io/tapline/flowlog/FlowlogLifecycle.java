package io.tapline.flowlog;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tapline.flowlog.checkpoint.PostgresCheckpointStore;
import io.tapline.flowlog.hostcopy.HostCopies;
import io.tapline.flowlog.ingest.IngestMetrics;
import io.tapline.flowlog.ingest.SourceWorkers;
import io.tapline.flowlog.merge.MergeLoop;
import io.tapline.flowlog.merge.MergeMetrics;
import io.tapline.flowlog.merge.SegmentMerger;
import io.tapline.flowlog.merge.YieldPolicy;
import io.tapline.flowlog.schema.FlowlogMigration;
import io.tapline.flowlog.segment.BackgroundEngine;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.segment.SegmentWriter;
import io.tapline.flowlog.status.ChangeHistory;
import io.tapline.flowlog.status.LogReader;
import io.tapline.flowlog.store.CorruptSegments;
import io.tapline.flowlog.store.LogDatabase;
import io.tapline.flowlog.store.PostgresSegmentStore;
import io.tapline.flowlog.store.RegistrySnapshots;
import io.tapline.flowlog.store.SegmentCache;
import io.tapline.flowlog.store.SegmentSnapshots;
import io.tapline.flowlog.store.SpareSpace;
import io.tapline.flowlog.store.StoreMetrics;
import io.tapline.rpc.Refusal;
import io.tapline.service.StartEnd;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Puts the parts together, starts them in order (schema, cache and engine, merging) and stops them
 * in reverse: sources first, so that what they consumed becomes durable.
 */
@ApplicationScoped
public class FlowlogLifecycle {
  private static final int BEFORE_OTHERS = 100;

  void start(
      @Observes @Priority(BEFORE_OTHERS) StartupEvent event,
      FlowlogMigration migration,
      FlowlogConfig config,
      SourceWorkers workers,
      MergeLoop merging) {
    migrate(migration);
    workers.active();
    if (config.merge().enabled()) {
      merging.start();
    }
  }

  private static void migrate(FlowlogMigration migration) {
    try {
      migration.run();
    } catch (Refusal | IllegalStateException e) {
      throw StartEnd.because(e);
    }
  }

  void stop(@Observes ShutdownEvent event, SourceWorkers workers, MergeLoop merging) {
    workers.close();
    merging.close();
  }

  @Produces
  @Singleton
  FlowlogMigration migration(
      @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password,
      FlowlogConfig config) {
    String jdbcUrl = "jdbc:" + url.replaceFirst("^vertx-reactive:", "");
    return new FlowlogMigration(jdbcUrl, user, password.orElse(""), config.startPatience());
  }

  @Produces
  @Singleton
  LogDatabase database(Pool pool, FlowlogConfig config) {
    return new LogDatabase(pool, config.databaseTimeout());
  }

  @Produces
  @Singleton
  DuckDb engine(FlowlogConfig config) throws IOException, SQLException {
    return DuckDb.openYielding(FlowlogSettings.engine(config));
  }

  void close(@Disposes DuckDb engine) throws SQLException {
    engine.close();
  }

  /** With an engine of its own: what questions need is never missing where frames are kept. */
  @Produces
  @Singleton
  SegmentWriter writer(FlowlogConfig config) throws IOException, SQLException {
    return new SegmentWriter(DuckDb.open(FlowlogSettings.writer(config)));
  }

  void close(@Disposes SegmentWriter writer) throws SQLException {
    writer.close();
  }

  @Produces
  @Singleton
  BackgroundEngine background(FlowlogConfig config) {
    return new BackgroundEngine(FlowlogSettings.background(config));
  }

  @Produces
  @Singleton
  StoreMetrics storeMetrics(MeterRegistry registry) {
    return new StoreMetrics(registry);
  }

  @Produces
  @Singleton
  SegmentCache cache(
      FlowlogConfig config, LogDatabase database, HostCopies copies, StoreMetrics metrics)
      throws IOException {
    return SegmentCache.open(
        FlowlogSettings.segments(config),
        config.cacheSizeBytes(),
        new PostgresSegmentStore(database),
        metrics,
        copies::forget);
  }

  @Produces
  @Singleton
  SegmentSnapshots snapshots(
      LogDatabase database,
      SegmentCache cache,
      HostCopies copies,
      FlowlogConfig config,
      StoreMetrics metrics) {
    return new RegistrySnapshots(database, cache, copies, config.filterMemoryBytes(), metrics);
  }

  @Produces
  @Singleton
  SourceWorkers workers(
      LogDatabase database,
      SegmentWriter writer,
      SegmentCache cache,
      FlowlogConfig config,
      MeterRegistry registry) {
    return new SourceWorkers(
        new PostgresCheckpointStore(database),
        writer,
        cache,
        FlowlogSettings.worker(config),
        config.maxSources(),
        new IngestMetrics(registry));
  }

  @Produces
  @Singleton
  MergeLoop merging(
      LogDatabase database,
      BackgroundEngine engine,
      SegmentCache cache,
      ChangeHistory history,
      IngestLoad load,
      FlowlogConfig config,
      StoreMetrics storeMetrics,
      MeterRegistry registry) {
    MergeMetrics metrics = new MergeMetrics(registry);
    SegmentMerger merger =
        new SegmentMerger(
            database,
            cache,
            engine,
            new CorruptSegments(database, storeMetrics),
            FlowlogSettings.merging(config),
            FlowlogSettings.segments(config),
            metrics);
    return new MergeLoop(
        merger,
        new SpareSpace(database, config.merge().spareBytes(), storeMetrics, System::nanoTime),
        history,
        config.merge().pause(),
        load,
        new YieldPolicy(config.merge().mostSmallSegments()),
        metrics);
  }

  @Produces
  @Singleton
  IngestLoad load(SourceWorkers workers) {
    return workers::isBusy;
  }

  @Produces
  @Singleton
  ChangeHistory history(LogDatabase database) {
    return new ChangeHistory(database);
  }

  @Produces
  @Singleton
  LogReader reader(LogDatabase database) {
    return new LogReader(database);
  }
}
