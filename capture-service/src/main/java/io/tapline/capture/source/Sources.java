package io.tapline.capture.source;

import io.tapline.capture.CaptureCounters;
import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import io.tapline.capture.Timers;
import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.deliver.Feed;
import io.tapline.capture.spool.Spool;
import io.tapline.capture.spool.SpoolFeed;
import io.tapline.wire.capture.PcapngWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** All live sources of a sensor. */
public final class Sources implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Sources.class.getName());

  /** How often spools sync, delete and remember. */
  private static final long SETTLE_MILLIS = 250;

  /** What live sources need of the rest of the sensor. */
  public record Surroundings(
      Function<Feed, Deliverer> deliverers,
      Predicate<String> takenElsewhere,
      Consumer<LiveSource> onStart,
      CaptureCounters counters,
      Clock clock) {}

  private final Path spools;
  private final SourceRegistry registry;
  private final SourceLimits limits;
  private final Surroundings around;
  private final Map<String, LiveSource> live = new TreeMap<>();
  private final ScheduledExecutorService timer = timer("capture-timer");

  /** Waits for the disk, so it has a thread of its own: flushes must not wait with it. */
  private final ScheduledExecutorService diskTimer = timer("capture-disk");

  public Sources(Path spools, Path registryFile, SourceLimits limits, Surroundings around) {
    this.spools = spools;
    this.registry = new SourceRegistry(registryFile);
    this.limits = limits;
    this.around = around;
  }

  /** Starts every source of the earlier run and the timers. */
  public synchronized void start() {
    for (SourceRecord record : registry.open()) {
      LiveSource source = assemble(record);
      live.put(record.name(), source);
      if (record.deleted()) {
        source.resumeDraining();
        forgetWhenDelivered(source);
      } else {
        around.onStart().accept(source);
        source.resume();
      }
    }
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

  /**
   * Starts capturing.
   *
   * @throws CaptureException SOURCE_EXISTS, SOURCE_LIMIT, or why the input cannot be opened
   */
  public synchronized LiveSource create(String name, SourceSpec spec) {
    SourceNames.check(name);
    if (live.containsKey(name) || around.takenElsewhere().test(name)) {
      throw new CaptureException(
          Reason.SOURCE_EXISTS, "There is already a source named " + name + ".");
    }
    if (live.size() >= limits.maxSources()) {
      throw new CaptureException(
          Reason.SOURCE_LIMIT,
          "The sensor has its limit of "
              + limits.maxSources()
              + " sources (tapline.capture.source.max-sources).");
    }
    SourceRecord record = new SourceRecord(name, name, spec, around.clock().millis(), false);
    LiveSource source = assemble(record);
    startNew(source);
    registry.put(record);
    live.put(name, source);
    return source;
  }

  /** All live sources by name. */
  public synchronized List<LiveSource> list() {
    return new ArrayList<>(live.values());
  }

  public synchronized Optional<LiveSource> find(String name) {
    return Optional.ofNullable(live.get(name));
  }

  /** Whether a live source has this name. */
  public synchronized boolean taken(String name) {
    return live.containsKey(name);
  }

  /** Stops capturing; the source is gone when all that is spooled is delivered. */
  public void delete(String name) {
    LiveSource source =
        find(name)
            .orElseThrow(
                () ->
                    new CaptureException(
                        Reason.SOURCE_NOT_FOUND, "There is no live source " + name + "."));
    SourceRecord record = registry.get(name);
    if (record != null && !record.deleted()) {
      registry.put(record.nowDeleted());
      source.drain();
      forgetWhenDelivered(source);
    }
  }

  @Override
  public void close() {
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
      LOG.log(Level.ERROR, "Source " + source.record().name() + " did not stop cleanly.", e);
    }
  }

  private static ScheduledExecutorService timer(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name(name).factory());
  }

  private void startNew(LiveSource source) {
    try {
      around.onStart().accept(source);
      source.startNew();
    } catch (CaptureException e) {
      forget(source);
      throw e;
    }
  }

  private LiveSource assemble(SourceRecord record) {
    Spool spool =
        new Spool(spools.resolve(record.name()), limits.spool(), around.clock(), buffer());
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
        input(record.spec()),
        spool,
        feed,
        around.deliverers().apply(feed),
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

  private Input input(SourceSpec spec) {
    return switch (spec) {
      case SourceSpec.Interface device -> new PcapInput(device, limits.bufferBytes());
      case SourceSpec.Udp udp -> new UdpInput(udp, limits.udp(), around.clock());
    };
  }

  /** The log has finished this name for good, when an earlier source was deleted: number it. */
  private String renamed(String name, String logName) {
    int hash = logName.indexOf('#');
    int number = hash < 0 ? 2 : Integer.parseInt(logName.substring(hash + 1)) + 1;
    String next = name + "#" + number;
    SourceRecord record = registry.get(name);
    if (record != null) {
      registry.put(record.inLog(next));
    }
    return next;
  }

  private void forgetWhenDelivered(LiveSource source) {
    var _ = source.deliverer().result().thenRunAsync(() -> remove(source), timer);
  }

  private synchronized void remove(LiveSource source) {
    registry.remove(source.record().name());
    live.remove(source.record().name());
    forget(source);
  }

  private static void forget(LiveSource source) {
    try {
      source.forget();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The spool of " + source.record().name() + " is left over.", e);
    }
  }

  private void each(Consumer<LiveSource> action) {
    for (LiveSource source : list()) {
      try {
        action.accept(source);
      } catch (RuntimeException | Error e) { // or the timer would never come again
        LOG.log(Level.WARNING, "The upkeep of " + source.record().name() + " failed.", e);
      }
    }
  }
}
