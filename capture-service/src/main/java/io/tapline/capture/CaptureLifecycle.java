package io.tapline.capture;

import io.grpc.Channel;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tapline.capture.batch.FrameSinks;
import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.deliver.DeliveryLimits;
import io.tapline.capture.deliver.Feed;
import io.tapline.capture.deliver.IngestLink;
import io.tapline.capture.deliver.IngestLinkClient;
import io.tapline.capture.frames.FrameStreams;
import io.tapline.capture.frames.StoredPackets;
import io.tapline.capture.frames.StreamSlots;
import io.tapline.capture.handler.Handlers;
import io.tapline.capture.importing.ImportLimits;
import io.tapline.capture.importing.Imports;
import io.tapline.capture.importing.OwnerKey;
import io.tapline.capture.names.SourceNames;
import io.tapline.capture.source.Libpcap;
import io.tapline.capture.source.LiveSource;
import io.tapline.capture.source.SourceLimits;
import io.tapline.capture.source.SourceSpec;
import io.tapline.capture.source.Sources;
import io.tapline.capture.source.TcpLimits;
import io.tapline.capture.source.UdpLimits;
import io.tapline.capture.spool.SpoolLimits;
import io.tapline.capture.spool.SpoolTotals;
import io.tapline.capture.transform.FilterCompiler;
import io.tapline.capture.transform.Transforms;
import io.tapline.wire.compress.DecompressionLimits;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.pcap4j.core.BpfProgram;

/** Puts the engines together, starts them in order and closes them in reverse. */
@Singleton
public class CaptureLifecycle {
  private static final int FILTER_SNAP_LENGTH = 262_144;

  private final DataDirectory data;
  private final Imports imports;
  private final Handlers handlers;
  private final Sources sources;
  private final FrameStreams frames;
  private final StoredPackets packets;

  /**
   * @param local the way to a connection log in this process; where there is none, gRPC is it
   */
  CaptureLifecycle(
      CaptureConfig config,
      CaptureMetrics metrics,
      OwnConnectionsConfig own,
      Instance<IngestLink> local,
      @GrpcClient("flowlog") Channel flowlog) {
    Clock clock = Clock.systemUTC();
    CaptureCounters counters = metrics.counters();
    IngestLink link = local.isResolvable() ? local.get() : new IngestLinkClient(flowlog);
    Function<Feed, Deliverer> deliverers = deliverers(config, link, counters);
    SourceNames names = new SourceNames();
    FrameSinks sinks = new FrameSinks();
    data = new DataDirectory(config.dataDirectory());
    imports =
        new Imports(
            data.imports(),
            importLimits(config.importing()),
            new OwnerKey(data.ownerKeyFile(), config.importing().readInPlace()),
            deliverers,
            names,
            clock);
    handlers =
        new Handlers(
            data.handlers(),
            data.handlersFile(),
            config.handler().maxHandlers(),
            names,
            sinks,
            new Transforms(CaptureLifecycle::filter),
            counters,
            clock,
            this::isByteStream);
    sources =
        new Sources(
            data.spool(),
            data.sourcesFile(),
            sourceLimits(config),
            new Sources.Surroundings(names, sinks, own.connections(), deliverers, counters, clock));
    StreamSlots slots = new StreamSlots(config.frames().maxStreams());
    frames = new FrameStreams(sources, imports, slots);
    packets = new StoredPackets(sources, imports, handlers, data.packetIndexes(), slots);
    metrics.gauge("tapline.capture.spooled.bytes", this, l -> l.sum(SpoolTotals::spooledBytes));
    metrics.gauge(
        "tapline.capture.unacknowledged.frames",
        this,
        l -> l.sum(totals -> totals.frames() - totals.acknowledgedFrames()));
  }

  @Produces
  @Singleton
  Imports imports() {
    return imports;
  }

  @Produces
  @Singleton
  Handlers handlers() {
    return handlers;
  }

  @Produces
  @Singleton
  Sources sources() {
    return sources;
  }

  @Produces
  @Singleton
  FrameStreams frames() {
    return frames;
  }

  @Produces
  @Singleton
  StoredPackets packets() {
    return packets;
  }

  void start(@Observes StartupEvent event) {
    data.open();
    imports.start();
    handlers.start();
    sources.start();
    handlers.removeOrphans();
    packets.start();
  }

  void stop(@Observes ShutdownEvent event) {
    packets.close();
    sources.close();
    handlers.close();
    imports.close();
    data.close();
  }

  private boolean isByteStream(String source) {
    return sources
        .find(source)
        .filter(found -> found.record().spec() instanceof SourceSpec.Tcp)
        .isPresent();
  }

  private double sum(ToLongFunction<SpoolTotals> value) {
    return sources.list().stream()
        .map(LiveSource::spool)
        .mapToLong(spool -> value.applyAsLong(spool.totals()))
        .sum();
  }

  private static Function<Feed, Deliverer> deliverers(
      CaptureConfig config, IngestLink link, CaptureCounters counters) {
    CaptureConfig.Deliver deliver = config.deliver();
    DeliveryLimits limits =
        new DeliveryLimits(
            deliver.maxUnacknowledgedBytes(),
            deliver.firstRetry().toMillis(),
            deliver.lastRetry().toMillis());
    return feed -> new Deliverer(config.sensor(), feed, link, limits, counters);
  }

  private static FilterCompiler.Filter filter(String expression, int linkType) {
    BpfProgram program = Libpcap.compile(expression, linkType, FILTER_SNAP_LENGTH);
    return new FilterCompiler.Filter() {
      @Override
      public boolean matches(byte[] frame, int length, int originalLength) {
        return program.applyFilter(frame, originalLength, length);
      }

      @Override
      public void close() {
        program.free();
      }
    };
  }

  private static ImportLimits importLimits(CaptureConfig.Importing config) {
    List<Path> roots = config.roots().orElse(List.of()).stream().map(Path::toAbsolutePath).toList();
    return new ImportLimits(
        config.maxBytes(),
        config.maxRatio(),
        DecompressionLimits.DEFAULTS.ratioFreeBytes(),
        config.reserveBytes(),
        config.maxDeliveries(),
        roots);
  }

  private static SourceLimits sourceLimits(CaptureConfig config) {
    CaptureConfig.Spool spool = config.spool();
    return new SourceLimits(
        config.source().maxSources(),
        config.source().bufferBytes(),
        new UdpLimits(
            config.source().bufferBytes(),
            config.source().maxDatagramBytes(),
            config.allowPublicUdp(),
            config.source().receiveMany()),
        new TcpLimits(
            Math.toIntExact(config.source().tcpConnectTimeout().toMillis()),
            config.source().tcpFirstRetry().toMillis(),
            config.source().tcpLastRetry().toMillis()),
        spool.flushInterval().toMillis(),
        new SpoolLimits(spool.fileBytes(), spool.maxBytes(), spool.keepBytes()));
  }
}
