package io.tapline.flowlog.retention;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tapline.flowlog.FlowlogConfig;
import io.tapline.flowlog.hostcopy.HostCopies;
import io.tapline.flowlog.store.LogDatabase;
import io.tapline.flowlog.store.SegmentCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts retention together and runs it; the schema is there before. */
@ApplicationScoped
public class RetentionLifecycle {
  void start(@Observes StartupEvent event, RetentionLoop loop, RetentionConfig config) {
    if (config.enabled()) {
      loop.start();
    }
  }

  void stop(@Observes ShutdownEvent event, RetentionLoop loop) {
    loop.close();
  }

  @Produces
  @Singleton
  RetentionPolicy policy(RetentionConfig config) {
    return new RetentionPolicy(
        config.age(), config.bytes(), new Reserve(config.freeReserveBytes()));
  }

  @Produces
  @Singleton
  DiskSpace disk(RetentionConfig config) {
    return config.databaseDirectory().map(DiskSpace::of).orElse(DiskSpace.UNKNOWN);
  }

  @Produces
  @Singleton
  RetentionStore store(LogDatabase database) {
    return new RetentionStore(database, RetentionStore.LOCK_PATIENCE);
  }

  @Produces
  @Singleton
  RetentionLoop loop(
      RetentionPolicy policy,
      RetentionStore store,
      DiskSpace disk,
      RetentionConfig config,
      FlowlogConfig flowlog,
      HostCopies copies,
      SegmentCache cache,
      MeterRegistry registry)
      throws IOException {
    RetentionMetrics metrics = new RetentionMetrics(registry);
    DerivedFiles derived =
        isOnOneFileSystem(config, flowlog.cacheDirectory())
            ? new CacheFiles(copies, cache)
            : DerivedFiles.NONE;
    return new RetentionLoop(
        new Retention(policy, store, disk, derived, metrics), config.pause(), metrics);
  }

  private static boolean isOnOneFileSystem(RetentionConfig config, Path cache) throws IOException {
    return config.databaseDirectory().isPresent()
        && Files.getFileStore(config.databaseDirectory().get()).equals(Files.getFileStore(cache));
  }

  @Produces
  @Singleton
  RetentionReader reader(RetentionPolicy policy, RetentionStore store, DiskSpace disk) {
    return new RetentionReader(policy, store, disk);
  }
}
