package io.tapline.capture.source;

import io.tapline.capture.CaptureCounters;
import io.tapline.capture.Reason;
import io.tapline.capture.Timers;
import io.tapline.capture.batch.FrameSinks;
import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.deliver.Feed;
import io.tapline.capture.deliver.LinkException;
import io.tapline.capture.names.SourceName;
import io.tapline.capture.names.SourceNames;
import io.tapline.capture.names.SourceNames.Owner;
import io.tapline.capture.spool.Spool;
import io.tapline.capture.spool.SpoolFeed;
import io.tapline.rpc.Refusal;
import io.tapline.wire.capture.PcapngWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * All live sources of a sensor. Has no lock: a source is opened, recovered and removed by whoever
 * reserved its name, and every other thread goes on meanwhile.
 */
public final class Sources implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Sources.class);

  /** How often spools sync, delete and remember. */
  private static final long SETTLE_MILLIS = 250;

  /**
   * What live sources need of the rest of the sensor.
   *
   * @param names shared with imports
   * @param sinks shared with handlers
   * @param own connections of the product itself
   * @param deliverers makes the deliverer of a feed
   */
  public record Surroundings(
      SourceNames names,
      FrameSinks sinks,
      OwnConnections own,
      Function<Feed, Deliverer> deliverers,
      CaptureCounters counters,
      Clock clock) {}

  private final Path spools;
  private final SourceRegistry registry;
  private final SourceLimits limits;
  private final Surroundings around;
  private final Function<SourceSpec, Input> inputs;
  private final Map<String, LiveSource> live = new ConcurrentSkipListMap<>();
  private volatile boolean closed;
  private final ScheduledExecutorService timer = timer("capture-timer");

  /**
   * Waits for the disk and for deliveries to end, so it has a thread of its own: flushes must not
   * wait with it.
   */
  private final ScheduledExecutorService diskTimer = timer("capture-disk");

  public Sources(Path spools, Path registryFile, SourceLimits limits, Surroundings around) {
    this(spools, registryFile, limits, around, spec -> input(spec, limits, around));
  }

  /**
   * @param inputs makes the input of a source
   */
  Sources(
      Path spools,
      Path registryFile,
      SourceLimits limits,
      Surroundings around,
      Function<SourceSpec, Input> inputs) {
    this.spools = spools;
    this.registry = new SourceRegistry(registryFile);
    this.limits = limits;
    this.around = around;
    this.inputs = inputs;
  }

  /** Starts every source of the earlier run and the timers. */
  public void start() {
    registry.open().forEach(this::resume);
    var _ =
        timer.scheduleWithFixedDelay(
            () -> each(LiveSource::flush),
            limits.flushMillis(),
            limits.flushMillis(),
            TimeUnit.MILLISECONDS);
    var _ =
        timer.scheduleWithFixedDelay(() -> each(LiveSource::pollLosses), 1, 1, TimeUnit.SECONDS);
    var _ =
        diskTimer.scheduleWithFixedDelay(
            () -> each(LiveSource::settle), SETTLE_MILLIS, SETTLE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void resume(SourceRecord record) {
    around.names().reserve(record.name(), Owner.LIVE);
    around.names().reserve(record.logName(), Owner.LIVE_IN_LOG);
    LiveSource source = assemble(record);
    live.put(record.name(), source);
    if (record.deleted()) {
      source.resumeDraining();
      forgetWhenDelivered(source);
    } else {
      source.resume();
    }
  }

  /**
   * Starts capturing.
   *
   * @throws Refusal SOURCE_EXISTS, SOURCE_LIMIT, or why the input cannot be opened
   */
  public LiveSource create(String name, SourceSpec spec) {
    reserve(name);
    try {
      return started(new SourceRecord(name, name, spec, around.clock().millis(), false));
    } catch (RuntimeException | Error e) {
      around.names().release(name, Owner.LIVE);
      throw e;
    }
  }

  private void reserve(String name) {
    if (!SourceName.valid(name)) {
      throw Refusal.ofField(
          Reason.INVALID_SOURCE, "source.name", "A source's name " + SourceName.RULE);
    }
    switch (around.names().reserve(name, Owner.LIVE, limits.maxSources())) {
      case RESERVED -> {}
      case TAKEN ->
          throw new Refusal(Reason.SOURCE_EXISTS, "There is already a source named " + name + ".");
      case FULL ->
          throw new Refusal(
              Reason.SOURCE_LIMIT,
              "The sensor has its limit of "
                  + limits.maxSources()
                  + " sources (tapline.capture.source.max-sources).");
    }
  }

  private LiveSource started(SourceRecord record) {
    LiveSource source = assemble(record);
    try {
      source.startNew();
      registry.put(record);
    } catch (RuntimeException | Error e) {
      shutDown(source);
      forget(source);
      around.names().release(source.logName(), Owner.LIVE_IN_LOG);
      throw e;
    }
    live.put(record.name(), source);
    if (closed) { // the others have been shut down already
      shutDown(source);
    }
    return source;
  }

  /** All live sources by name. */
  public List<LiveSource> list() {
    return new ArrayList<>(live.values());
  }

  public Optional<LiveSource> find(String name) {
    return Optional.ofNullable(live.get(name));
  }

  /**
   * Stops capturing; the source is gone when all that is spooled is delivered, or the log has
   * refused it.
   */
  public void delete(String name) {
    LiveSource source =
        find(name)
            .orElseThrow(
                () ->
                    new Refusal(Reason.SOURCE_NOT_FOUND, "There is no live source " + name + "."));
    if (registry.delete(name)) {
      source.drain();
      forgetWhenDelivered(source);
    }
  }

  @Override
  public void close() {
    closed = true;
    Timers.end(timer);
    Timers.end(diskTimer);
    shutDown(list());
  }

  /** All at once: each waits for its threads and for the disk. */
  private static void shutDown(List<LiveSource> sources) {
    try (ExecutorService stopping = Executors.newVirtualThreadPerTaskExecutor()) {
      sources.forEach(source -> stopping.execute(() -> shutDown(source)));
    }
  }

  private static void shutDown(LiveSource source) {
    try {
      source.shutDown();
    } catch (RuntimeException | Error e) { // the others stop all the same
      LOG.error("Source " + source.record().name() + " did not stop cleanly.", e);
    }
  }

  private static ScheduledExecutorService timer(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name(name).factory());
  }

  private LiveSource assemble(SourceRecord record) {
    Spool spool =
        new Spool(
            spools.resolve(record.name()),
            limits.spool(),
            around.clock(),
            buffer(),
            record.spec().unit());
    try {
      spool.open(!record.deleted());
    } catch (IOException e) {
      throw new UncheckedIOException("The spool of " + record.name() + " cannot be opened.", e);
    }
    SpoolFeed feed =
        new SpoolFeed(
            spool,
            record.logName(),
            record.spec().framesAre(),
            name -> renamed(record.name(), name));
    return new LiveSource(
        record,
        inputs.apply(record.spec()),
        spool,
        feed,
        around.deliverers().apply(feed),
        around.sinks().of(record.name()),
        around.counters());
  }

  /**
   * Where the system allows it, memory that is there once it is touched: most of many sources have
   * little to write at a time.
   */
  private static ByteBuffer buffer() {
    return Libc.known()
        ? Libc.map(PcapngWriter.BUFFER_BYTES, Arena.ofAuto()).asByteBuffer()
        : ByteBuffer.allocateDirect(PcapngWriter.BUFFER_BYTES);
  }

  private static Input input(SourceSpec spec, SourceLimits limits, Surroundings around) {
    return switch (spec) {
      case SourceSpec.Interface device -> new PcapInput(device, limits.bufferBytes(), around.own());
      case SourceSpec.Udp udp -> new UdpInput(udp, limits.udp(), around.clock());
      case SourceSpec.Tcp tcp ->
          new TcpInput(
              tcp, limits.tcp(), around.clock(), RandomGenerator.getDefault(), around.counters());
    };
  }

  /** The log holds another source under this name, for example one that was deleted: number it. */
  private String renamed(String name, String logName) {
    String next = around.names().reserveNext(logName, Owner.LIVE_IN_LOG);
    registry.inLog(name, next);
    around.names().release(logName, Owner.LIVE_IN_LOG);
    return next;
  }

  private void forgetWhenDelivered(LiveSource source) {
    var _ =
        source
            .deliverer()
            .result()
            .whenCompleteAsync((_, failure) -> delivered(source, failure), diskTimer);
  }

  /** What could not be delivered for another reason than a refusal is kept for the next run. */
  private void delivered(LiveSource source, @Nullable Throwable failure) {
    boolean refused = failure instanceof LinkException e && !e.retryable();
    if (refused) {
      source.giveUp();
    }
    if (refused || failure == null) {
      remove(source);
    }
  }

  /** The name is free last, so that nobody else has the directory of the spool meanwhile. */
  private void remove(LiveSource source) {
    String name = source.record().name();
    try {
      registry.remove(name);
      forget(source);
    } finally {
      around.names().release(source.logName(), Owner.LIVE_IN_LOG);
      around.names().release(name, Owner.LIVE);
      live.remove(name, source);
    }
  }

  private static void forget(LiveSource source) {
    try {
      source.forget();
    } catch (IOException e) {
      LOG.warn("The spool of " + source.record().name() + " is left over.", e);
    }
  }

  private void each(Consumer<LiveSource> action) {
    for (LiveSource source : list()) {
      try {
        action.accept(source);
      } catch (RuntimeException | Error e) { // or the timer would never come again
        LOG.warn("The upkeep of " + source.record().name() + " failed.", e);
      }
    }
  }
}
