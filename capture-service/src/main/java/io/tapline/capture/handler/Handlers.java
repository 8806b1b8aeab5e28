package io.tapline.capture.handler;

import io.tapline.capture.CaptureCounters;
import io.tapline.capture.JsonFiles;
import io.tapline.capture.Reason;
import io.tapline.capture.Timers;
import io.tapline.capture.batch.FrameSinks;
import io.tapline.capture.names.SourceNames;
import io.tapline.capture.names.SourceNames.Owner;
import io.tapline.capture.transform.TransformChain;
import io.tapline.capture.transform.TransformSpec;
import io.tapline.capture.transform.Transforms;
import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * All handlers of a sensor; they survive a restart. Its lock decides which handlers there are and
 * is held for a moment: files are opened, closed and written without it.
 */
public final class Handlers implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Handlers.class);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final long TICK_MILLIS = 250;
  private static final long SETTLE_MILLIS = 1_000;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private record Stored(List<HandlerRecord> handlers) {}

  private final Path directory;
  private final Path registry;
  private final int maxHandlers;
  private final SourceNames names;
  private final FrameSinks sinks;
  private final Transforms transforms;
  private final CaptureCounters counters;
  private final Clock clock;
  private final Predicate<String> byteStreams;
  private final DeletedFiles deleted;
  private final Map<String, FileHandler> handlers = new ConcurrentSkipListMap<>();

  /** Held while the list of handlers is written; nothing else waits for it. */
  private final Object saving = new Object();

  private final ScheduledExecutorService timer = timer("handler-timer");

  /** Compresses and deletes files, so it has a thread of its own: flushes must not wait for it. */
  private final ScheduledExecutorService fileTimer = timer("handler-files");

  /**
   * @param names of live sources and imports
   * @param sinks of sources, where handlers put themselves
   * @param transforms makes what handlers do to frames
   * @param byteStreams whether the source of a name has records that are no packets
   */
  public Handlers(
      Path directory,
      Path registry,
      int maxHandlers,
      SourceNames names,
      FrameSinks sinks,
      Transforms transforms,
      CaptureCounters counters,
      Clock clock,
      Predicate<String> byteStreams) {
    this.directory = directory;
    this.registry = registry;
    this.maxHandlers = maxHandlers;
    this.names = names;
    this.sinks = sinks;
    this.transforms = transforms;
    this.counters = counters;
    this.clock = clock;
    this.byteStreams = byteStreams;
    this.deleted = new DeletedFiles(registry.resolveSibling("handlers-deleted.jsonl"), clock);
  }

  private static ScheduledExecutorService timer(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name(name).factory());
  }

  /** Reads the handlers of the earlier run; before the sources are started. */
  public void start() {
    try {
      Files.createDirectories(directory);
      deleted.open();
      if (Files.exists(registry)) {
        JsonFiles.read(registry, Stored.class).handlers().forEach(this::resume);
        save(); // an earlier version let others read it
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The list of handlers " + registry + " cannot be read.", e);
    }
    var _ =
        timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    var _ =
        fileTimer.scheduleWithFixedDelay(
            this::settle, SETTLE_MILLIS, SETTLE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Looks whether a handler could be added, but for its name and source.
   *
   * @throws Refusal INVALID_HANDLER, INVALID_BPF, LIBPCAP_MISSING
   */
  public void validate(HandlerSpec spec) {
    check(spec);
    var _ = new FilePattern(spec);
    transforms.chain(spec.transforms()).close();
  }

  /** A handler whose transforms cannot be made any more writes nothing, and says so. */
  private void resume(HandlerRecord record) {
    TransformChain chain;
    try {
      chain = transforms.chain(record.spec().transforms());
    } catch (Refusal e) {
      LOG.warn("Handler " + record.spec().name() + " writes nothing: " + e.getMessage());
      chain = Transforms.failing(record.spec().transforms());
    }
    put(handler(record, chain));
  }

  /**
   * Begins to write.
   *
   * @throws Refusal INVALID_HANDLER, HANDLER_EXISTS, SOURCE_NOT_FOUND
   */
  public FileHandler add(HandlerSpec spec) {
    check(spec);
    requireLive(spec.source());
    requirePackets(spec);
    FileHandler handler =
        handler(new HandlerRecord(spec, List.of()), transforms.chain(spec.transforms()));
    try {
      putNew(handler);
    } catch (Refusal e) {
      handler.close();
      throw e;
    }
    try {
      save();
    } catch (UncheckedIOException e) {
      take(spec.name()).close();
      throw e;
    }
    return handler;
  }

  /**
   * Writes no more.
   *
   * @throws Refusal HANDLER_NOT_FOUND
   */
  public void remove(String name) {
    end(take(name));
    save();
  }

  /** Closes its file, which is compressed like the others though the handler is gone. */
  private void end(FileHandler handler) {
    handler.close();
    executeUnlessClosed(fileTimer, () -> settle(handler));
  }

  /** Removes the handlers of a source that is gone; their files are closed and stay. */
  public void removeOf(String source) {
    List<FileHandler> left =
        list().stream().filter(handler -> handler.spec().source().equals(source)).toList();
    left.forEach(this::removeIfThere);
    if (!left.isEmpty()) {
      save();
    }
  }

  /** Removes the handlers of sources that an earlier run deleted; once the sources are started. */
  public void removeOrphans() {
    list().stream()
        .map(handler -> handler.spec().source())
        .distinct()
        .filter(source -> !names.owns(Owner.LIVE, source))
        .forEach(this::removeOf);
  }

  private void removeIfThere(FileHandler handler) {
    if (taken(handler)) {
      end(handler);
    }
  }

  /** False when somebody else has removed it meanwhile. */
  private synchronized boolean taken(FileHandler handler) {
    boolean there = handlers.remove(handler.spec().name(), handler);
    if (there) {
      sinks.remove(handler.spec().source(), handler);
    }
    return there;
  }

  private synchronized void putNew(FileHandler handler) {
    if (handlers.containsKey(handler.spec().name())) {
      throw new Refusal(
          Reason.HANDLER_EXISTS, "There is already a handler named " + handler.spec().name() + ".");
    }
    if (handlers.size() >= maxHandlers) {
      throw new Refusal(
          Reason.HANDLER_LIMIT,
          "The sensor has its limit of "
              + maxHandlers
              + " handlers (tapline.capture.handler.max-handlers).");
    }
    put(handler);
  }

  private synchronized void put(FileHandler handler) {
    handlers.put(handler.spec().name(), handler);
    sinks.add(handler.spec().source(), handler);
  }

  private synchronized FileHandler take(String name) {
    FileHandler handler = find(name);
    handlers.remove(name);
    sinks.remove(handler.spec().source(), handler);
    return handler;
  }

  public List<FileHandler> list() {
    return List.copyOf(handlers.values());
  }

  /** Counters of a handler as they are now. */
  public HandlerTotals totals(FileHandler handler) {
    return handler.totals(nowNanos());
  }

  /**
   * The handler of this name.
   *
   * @throws Refusal HANDLER_NOT_FOUND
   */
  public FileHandler get(String name) {
    return find(name);
  }

  public FileHandler rotate(String name) {
    FileHandler handler = find(name);
    handler.rotate(nowNanos());
    return handler;
  }

  @Override
  public void close() {
    Timers.end(timer);
    Timers.end(fileTimer);
    list().forEach(FileHandler::close);
    save();
  }

  private FileHandler find(String name) {
    FileHandler handler = handlers.get(name);
    if (handler == null) {
      throw new Refusal(Reason.HANDLER_NOT_FOUND, "There is no handler " + name + ".");
    }
    return handler;
  }

  private FileHandler handler(HandlerRecord record, TransformChain chain) {
    return new FileHandler(
        record.spec(),
        new HandlerFiles(record, directory, deleted),
        counters,
        FileHandler.Opener.NEW_FILE,
        () -> executeUnlessClosed(timer, this::save),
        chain,
        nowNanos());
  }

  private void check(HandlerSpec spec) {
    if (!NAME.matcher(spec.name()).matches()) {
      throw invalid("handler.name", "A handler's name has 1 to 64 characters of [A-Za-z0-9._-].");
    }
    if (spec.rotateBytes() < 0 || spec.rotateNanos() < 0 || spec.keepFiles() < 0) {
      throw invalid("handler", "Times, sizes and numbers of a handler are not negative.");
    }
    checkRules(spec);
    CalendarRotation calendar = spec.calendar();
    if (calendar != null
        && (calendar.delta() < 1 || calendar.delta() > CalendarRotation.MAX_DELTA)) {
      throw invalid(
          "handler.calendar_rotation.delta", "A delta is 1 to " + CalendarRotation.MAX_DELTA + ".");
    }
  }

  private static void checkRules(HandlerSpec spec) {
    FileRules rules = spec.rules();
    if (rules.rotateFrames() < 0 || rules.keepNanos() < 0 || rules.keepBytes() < 0) {
      throw invalid("handler", "Times, sizes and numbers of a handler are not negative.");
    }
    if (rules.format() == FileFormat.PCAPNG && spec.form() == FileForm.AIT) {
      throw invalid("handler.file_format", "Files of AIT's form are pcap.");
    }
  }

  private void requirePackets(HandlerSpec spec) {
    if (!byteStreams.test(spec.source())) {
      return;
    }
    spec.transforms().stream()
        .map(TransformSpec::name)
        .filter(Transforms::looksIntoPackets)
        .findFirst()
        .ifPresent(
            name -> {
              throw invalid(
                  "handler.pre_write_transforms",
                  "The transform %s looks into packets; %s is a byte stream, which has none."
                      .formatted(name, spec.source()));
            });
  }

  private void requireLive(String name) {
    if (names.owns(Owner.IMPORT, name)) {
      throw invalid("handler.source", name + " is a capture file; handlers write live sources.");
    }
    if (!names.owns(Owner.LIVE, name)) {
      throw new Refusal(Reason.SOURCE_NOT_FOUND, "There is no live source " + name + ".");
    }
  }

  private static Refusal invalid(String field, String message) {
    return Refusal.ofField(Reason.INVALID_HANDLER, field, message);
  }

  private void tick() {
    list().forEach(this::tick);
  }

  private void tick(FileHandler handler) {
    try {
      handler.tick(nowNanos());
    } catch (RuntimeException | Error e) { // or the timer would never come again
      LOG.warn("The upkeep of handler " + handler.spec().name() + " failed.", e);
    }
  }

  private void settle() {
    list().forEach(this::settle);
  }

  private void settle(FileHandler handler) {
    try {
      handler.settle(clock.millis());
    } catch (RuntimeException | Error e) { // or the timer would never come again
      LOG.warn("The files of handler " + handler.spec().name() + " are not looked after.", e);
    }
  }

  /** Files that retention deleted, the oldest first. */
  List<DeletedFiles.Entry> deleted() {
    return deleted.list();
  }

  /** When the sensor stops, what is left is done by the next start. */
  private static void executeUnlessClosed(ScheduledExecutorService executor, Runnable work) {
    try {
      executor.execute(work);
    } catch (RejectedExecutionException e) {
      LOG.debug("The sensor stops.", e);
    }
  }

  private void save() {
    synchronized (saving) {
      write(new Stored(handlers.values().stream().map(FileHandler::record).toList()));
    }
  }

  private void write(Stored stored) {
    try {
      JsonFiles.replacePrivate(registry, stored);
    } catch (IOException e) {
      throw new UncheckedIOException("The list of handlers " + registry + " cannot be written.", e);
    }
  }

  private long nowNanos() {
    return clock.millis() * NANOS_PER_MILLI;
  }
}
