package io.tapline.capture;

import io.grpc.Channel;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.deliver.DeliveryLimits;
import io.tapline.capture.deliver.Feed;
import io.tapline.capture.deliver.IngestLink;
import io.tapline.capture.deliver.IngestLinkEndpoint;
import io.tapline.capture.importing.ImportLimits;
import io.tapline.capture.importing.Imports;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Puts the engines together, starts them in order and closes them in reverse. */
@Singleton
public class CaptureLifecycle {
  private final DataDirectory data;
  private final Imports imports;

  CaptureLifecycle(
      CaptureConfig config, CaptureMetrics metrics, @GrpcClient("flowlog") Channel flowlog) {
    Clock clock = Clock.systemUTC();
    IngestLink link = new IngestLinkEndpoint(flowlog);
    DeliveryLimits delivery = deliveryLimits(config.deliver());
    this.data = new DataDirectory(config.dataDirectory());
    this.imports =
        new Imports(
            data.imports(),
            importLimits(config.importing()),
            feed -> deliverer(config, feed, link, delivery),
            name -> false,
            clock);
  }

  @Produces
  @Singleton
  Imports imports() {
    return imports;
  }

  void start(@Observes StartupEvent event) {
    data.open();
    imports.start();
  }

  void stop(@Observes ShutdownEvent event) {
    imports.close();
    data.close();
  }

  private static Deliverer deliverer(
      CaptureConfig config, Feed feed, IngestLink link, DeliveryLimits limits) {
    return new Deliverer(config.sensor(), feed, link, limits);
  }

  private static DeliveryLimits deliveryLimits(CaptureConfig.Deliver config) {
    return new DeliveryLimits(
        config.maxUnacknowledgedBytes(),
        config.firstRetry().toMillis(),
        config.lastRetry().toMillis());
  }

  private static ImportLimits importLimits(CaptureConfig.Importing config) {
    List<Path> roots = config.roots().orElse(List.of()).stream().map(Path::toAbsolutePath).toList();
    return new ImportLimits(
        config.maxBytes(), config.reserveBytes(), config.maxDeliveries(), roots);
  }
}
