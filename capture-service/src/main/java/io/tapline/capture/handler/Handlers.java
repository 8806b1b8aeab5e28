package io.tapline.capture.handler;

import io.tapline.capture.CaptureCounters;
import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import io.tapline.capture.JsonFiles;
import io.tapline.capture.Timers;
import io.tapline.capture.source.LiveSource;
import io.tapline.capture.source.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** All handlers of a sensor; they survive a restart. */
public final class Handlers implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Handlers.class.getName());
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final long TICK_MILLIS = 250;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private record Stored(List<HandlerRecord> handlers) {}

  private final Path directory;
  private final Path registry;
  private final int maxHandlers;
  private final Supplier<Sources> sources;
  private final Predicate<String> isFile;
  private final CaptureCounters counters;
  private final Clock clock;
  private final Map<String, FileHandler> handlers = new TreeMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("handler-timer").factory());

  /**
   * @param sources asked when used, since sources are told of handlers and handlers of sources
   * @param isFile whether an import has this name
   */
  public Handlers(
      Path directory,
      Path registry,
      int maxHandlers,
      Supplier<Sources> sources,
      Predicate<String> isFile,
      CaptureCounters counters,
      Clock clock) {
    this.directory = directory;
    this.registry = registry;
    this.maxHandlers = maxHandlers;
    this.sources = sources;
    this.isFile = isFile;
    this.counters = counters;
    this.clock = clock;
  }

  /** Reads the handlers of the earlier run; before the sources are started. */
  public synchronized void start() {
    try {
      Files.createDirectories(directory);
      if (Files.exists(registry)) {
        JsonFiles.read(registry, Stored.class)
            .handlers()
            .forEach(record -> handlers.put(record.spec().name(), handler(record)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The list of handlers " + registry + " cannot be read.", e);
    }
    var _ =
        timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A live source begins: gives it its handlers. */
  public synchronized void attach(LiveSource source) {
    handlers.values().stream()
        .filter(handler -> handler.spec().source().equals(source.record().name()))
        .forEach(source::addSink);
  }

  /**
   * Begins to write.
   *
   * @throws CaptureException INVALID_HANDLER, HANDLER_EXISTS, SOURCE_NOT_FOUND
   */
  public synchronized FileHandler add(HandlerSpec spec) {
    check(spec);
    FileHandler handler = handler(new HandlerRecord(spec, List.of()));
    LiveSource source = source(spec.source());
    handlers.put(spec.name(), handler);
    save();
    source.addSink(handler);
    return handler;
  }

  public synchronized void remove(String name) {
    FileHandler handler = find(name);
    sources.get().find(handler.spec().source()).ifPresent(source -> source.removeSink(handler));
    handler.close();
    handlers.remove(name);
    save();
  }

  public synchronized List<FileHandler> list() {
    return List.copyOf(handlers.values());
  }

  public FileHandler rotate(String name) {
    FileHandler handler = find(name);
    handler.rotate(nowNanos());
    return handler;
  }

  @Override
  public void close() {
    Timers.end(timer);
    list().forEach(FileHandler::close);
    save();
  }

  private synchronized FileHandler find(String name) {
    FileHandler handler = handlers.get(name);
    if (handler == null) {
      throw new CaptureException(Reason.HANDLER_NOT_FOUND, "There is no handler " + name + ".");
    }
    return handler;
  }

  private FileHandler handler(HandlerRecord record) {
    return new FileHandler(
        record, directory, counters, FileHandler.Opener.NEW_FILE, () -> timer.execute(this::save));
  }

  private void check(HandlerSpec spec) {
    if (!NAME.matcher(spec.name()).matches()) {
      throw invalid("handler.name", "A handler's name has 1 to 64 characters of [A-Za-z0-9._-].");
    }
    if (spec.rotateBytes() < 0 || spec.rotateNanos() < 0 || spec.keepFiles() < 0) {
      throw invalid("handler", "Times, sizes and numbers of a handler are not negative.");
    }
    if (handlers.containsKey(spec.name())) {
      throw new CaptureException(
          Reason.HANDLER_EXISTS, "There is already a handler named " + spec.name() + ".");
    }
    if (handlers.size() >= maxHandlers) {
      throw new CaptureException(
          Reason.HANDLER_LIMIT,
          "The sensor has its limit of "
              + maxHandlers
              + " handlers (tapline.capture.handler.max-handlers).");
    }
  }

  private LiveSource source(String name) {
    if (isFile.test(name)) {
      throw invalid("handler.source", name + " is a capture file; handlers write live sources.");
    }
    return sources
        .get()
        .find(name)
        .orElseThrow(
            () ->
                new CaptureException(
                    Reason.SOURCE_NOT_FOUND, "There is no live source " + name + "."));
  }

  private static CaptureException invalid(String field, String message) {
    return CaptureException.invalid(Reason.INVALID_HANDLER, field, message);
  }

  private void tick() {
    list().forEach(this::tick);
  }

  private void tick(FileHandler handler) {
    try {
      handler.tick(nowNanos());
    } catch (RuntimeException | Error e) { // or the timer would never come again
      LOG.log(Level.WARNING, "The upkeep of handler " + handler.spec().name() + " failed.", e);
    }
  }

  private synchronized void save() {
    try {
      JsonFiles.replace(
          registry, new Stored(handlers.values().stream().map(FileHandler::record).toList()));
    } catch (IOException e) {
      throw new UncheckedIOException("The list of handlers " + registry + " cannot be written.", e);
    }
  }

  private long nowNanos() {
    return clock.millis() * NANOS_PER_MILLI;
  }
}
