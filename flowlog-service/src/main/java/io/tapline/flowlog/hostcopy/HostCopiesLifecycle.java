package io.tapline.flowlog.hostcopy;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tapline.flowlog.FlowlogConfig;
import io.tapline.flowlog.IngestLoad;
import io.tapline.flowlog.segment.BackgroundEngine;
import io.tapline.flowlog.store.SegmentCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;

/** Makes what keeps and makes host copies; runs the maker. */
@ApplicationScoped
public class HostCopiesLifecycle {
  void start(@Observes StartupEvent event, HostCopyMaker maker) {
    maker.start();
  }

  void stop(@Observes ShutdownEvent event, HostCopyMaker maker) {
    maker.close();
  }

  @Produces
  @Singleton
  HostCopies copies(FlowlogConfig flowlog, HostCopiesConfig config, MeterRegistry registry)
      throws IOException {
    return HostCopies.open(
        new HostCopySettings(
            directory(flowlog),
            config.sizeBytes(),
            config.leastRows(),
            leastFreshRows(flowlog, config),
            HostCopySettings.DEFAULT_WAITING,
            HostCopySettings.DEFAULT_KEEP,
            HostCopySettings.DEFAULT_REST),
        new HostCopyMetrics(registry),
        System::nanoTime);
  }

  /** What has half the rows of a full segment is not merged any more. */
  private static long leastFreshRows(FlowlogConfig flowlog, HostCopiesConfig config) {
    return flowlog.merge().enabled()
        ? Math.max(config.leastRows(), flowlog.merge().fullRows() / 2)
        : config.leastRows();
  }

  @Produces
  @Singleton
  HostCopyMaker maker(
      HostCopies copies, SegmentCache cache, BackgroundEngine engine, IngestLoad load) {
    return new HostCopyMaker(copies, cache, engine, load);
  }

  private static Path directory(FlowlogConfig flowlog) {
    return flowlog.cacheDirectory().resolve("hosts");
  }
}
