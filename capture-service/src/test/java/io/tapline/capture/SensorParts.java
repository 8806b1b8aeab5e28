package io.tapline.capture;

import io.tapline.capture.batch.FrameSinks;
import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.deliver.DeliveryLimits;
import io.tapline.capture.deliver.Feed;
import io.tapline.capture.deliver.IngestLinkClient;
import io.tapline.capture.handler.Handlers;
import io.tapline.capture.importing.ImportLimits;
import io.tapline.capture.importing.Imports;
import io.tapline.capture.importing.OwnerKey;
import io.tapline.capture.names.SourceNames;
import io.tapline.capture.source.SourceLimits;
import io.tapline.capture.source.TcpLimits;
import io.tapline.capture.source.UdpLimits;
import io.tapline.capture.spool.SpoolLimits;
import io.tapline.capture.transform.Transforms;
import io.tapline.wire.fileid.OwnerProof;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** What the sensors of tests are made of: a log nearby, small limits, no packet filters. */
public final class SensorParts {
  private SensorParts() {}

  public static Deliverer deliverer(Feed feed, FakeLog log, CaptureCounters counters) {
    return new Deliverer(
        "local",
        feed,
        new IngestLinkClient(log.channel()),
        new DeliveryLimits(1 << 20, 5, 20),
        counters);
  }

  public static Transforms noFilters() {
    return new Transforms(
        (expression, _) -> {
          throw new AssertionError("No filter is used here: " + expression);
        });
  }

  public static Imports imports(
      Path directory, SourceNames names, Function<Feed, Deliverer> deliverers) {
    return new Imports(
        directory.resolve("imports"),
        new ImportLimits(1L << 30, 1000, 1 << 28, 0, 2, List.of()),
        new OwnerKey(directory.resolve(OwnerProof.FILE_NAME), false),
        deliverers,
        names,
        Clock.systemUTC());
  }

  /** Without TCP sources. */
  public static Handlers handlers(
      Path directory, int most, SourceNames names, FrameSinks sinks, CaptureCounters counters) {
    return new Handlers(
        directory.resolve("handlers"),
        directory.resolve("handlers.json"),
        most,
        names,
        sinks,
        noFilters(),
        counters,
        Clock.systemUTC(),
        _ -> false);
  }

  /**
   * @param bytes of a source's queue and of its socket's buffer
   */
  public static SourceLimits limits(int bytes, SpoolLimits spool) {
    return new SourceLimits(
        4, bytes, new UdpLimits(bytes, 2048, false, true), new TcpLimits(1000, 5, 40), 10, spool);
  }
}
