package io.tapline.capture.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.deliver.Feed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * All imports of a sensor: takes files, delivers a bounded number at once, remembers the rest. Has
 * no lock of its own: {@link Admission} says which of two files is first.
 */
public final class Imports implements AutoCloseable, Reception.Desk {

  /**
   * An accepted file.
   *
   * @param job its import
   * @param already whether the content was imported before and nothing was added
   */
  public record Accepted(ImportJob job, boolean already) {}

  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final ImportStore store;
  private final ImportLimits limits;
  private final OwnerKey owner;
  private final ServerPaths paths;
  private final Function<Feed, Deliverer> deliverers;
  private final Clock clock;
  private final ImportRegistry registry = new ImportRegistry();
  private final Admission admission;
  private final ExecutorService deliveries;
  private final ExecutorService hashes;
  private final ScheduledExecutorService timer;

  /**
   * @param directory where files and records lie
   * @param owner the key of those who may have any file read in place
   * @param deliverers makes the deliverer of a feed
   * @param takenElsewhere whether a live source has this name
   */
  public Imports(
      Path directory,
      ImportLimits limits,
      OwnerKey owner,
      Function<Feed, Deliverer> deliverers,
      Predicate<String> takenElsewhere,
      Clock clock) {
    this.store = new ImportStore(directory);
    this.limits = limits;
    this.owner = owner;
    this.paths = new ServerPaths(limits.roots(), owner);
    this.deliverers = deliverers;
    this.clock = clock;
    this.admission = new Admission(registry, takenElsewhere);
    this.deliveries = Executors.newFixedThreadPool(limits.maxDeliveries(), threads("import-"));
    this.hashes = Executors.newFixedThreadPool(limits.maxDeliveries(), threads("import-hash-"));
    this.timer = Executors.newSingleThreadScheduledExecutor(threads("import-clock-"));
  }

  private static ThreadFactory threads(String name) {
    return Thread.ofPlatform().daemon().name(name, 0).factory();
  }

  /** Reads the records and goes on with every import that was not finished. */
  public void start() {
    owner.start();
    for (ImportRecord record : store.open()) {
      ImportJob job = new ImportJob(record);
      registry.put(record.source(), job);
      if (record.unfinished()) {
        hashUnlessKnown(job);
        run(job);
      } else {
        job.ended();
      }
    }
  }

  /** What a client needs to prove that it may have any file read in place. */
  public OwnerKey.Invitation invitation() {
    return owner.invitation();
  }

  /**
   * Takes the bytes of a file, unless they are known.
   *
   * @throws IOException what the stream throws
   */
  public Accepted accept(ImportRequest request, InputStream file) throws IOException {
    return accept(request, file, () -> "");
  }

  /**
   * The same for a file that can be compared before it is sent.
   *
   * @param sent the hash of the bytes that would be sent; asked when the request's fingerprint is
   *     known
   */
  Accepted accept(ImportRequest request, InputStream file, Likeness.Hash sent) throws IOException {
    checkHeader(request);
    Optional<ImportJob> before = admission.sentBefore(request, sent);
    if (before.isPresent()) {
      return new Accepted(retried(before.get()), true);
    }
    try (Upload upload = new Upload(store, limits, request)) {
      Reception reception = new Reception(dated(request), upload, this, timer);
      Admission.Admitted admitted = reception.receive(file);
      return new Accepted(admitted.job(), admitted.already());
    }
  }

  /**
   * Takes a file of the server where it lies; one that is compressed, or to be kept, goes into the
   * store.
   *
   * @throws IOException when the file cannot be read
   */
  public Accepted acceptPath(ImportRequest request) throws IOException {
    checkHeader(request);
    Path file = paths.resolve(request);
    ImportRequest dated = request.modified(ServerFiles.modifyNanos(file));
    if (request.offer().keep() || ServerFiles.compressed(file)) {
      try (InputStream in = ServerFiles.open(file)) {
        return accept(
            dated.fingerprinted(ServerFiles.fingerprint(file)), in, () -> ContentHash.of(file));
      }
    }
    return readInPlace(file, dated);
  }

  private Accepted readInPlace(Path file, ImportRequest request) throws IOException {
    Content content = ServerFiles.content(file);
    FileFormat format = FileFormats.of(file, request);
    Likeness likeness =
        new Likeness(
            request.reading().encoding(format.kind()),
            content.origin(),
            () -> ContentHash.of(file));
    Admission.Admitted admitted =
        admission.admit(
            request,
            name -> new ImportJob(record(name, request, format, content, file.toString())),
            likeness);
    ImportJob job = admitted.job();
    if (admitted.already()) {
      return new Accepted(retried(job), true);
    }
    begin(job, () -> {});
    hashUnlessKnown(job);
    return new Accepted(job, false);
  }

  @Override
  public Optional<ImportJob> begin(
      FileFormat format, Origin origin, ImportRequest request, Upload upload) {
    Content content = new Content("", 0, "", "", origin);
    Optional<ImportJob> job =
        admission.admitAtOnce(
            request,
            name -> new ImportJob(record(name, request, format, content, "")),
            new Likeness(request.reading().encoding(format.kind()), origin, () -> ""));
    job.ifPresent(fresh -> begin(fresh, () -> upload.keepAs(origin.storedName())));
    return job;
  }

  @Override
  public Admission.Admitted admit(
      FileFormat format, Content content, ImportRequest request, Upload upload) throws IOException {
    Admission.Admitted admitted =
        admission.admit(
            request,
            name -> new ImportJob(record(name, request, format, content, "")),
            new Likeness(
                request.reading().encoding(format.kind()), content.origin(), content::sha256));
    if (admitted.already()) {
      return new Admission.Admitted(retried(admitted.job()), true);
    }
    begin(admitted.job(), () -> upload.keepAs(ImportStore.name(content.sha256(), format.name())));
    return admitted;
  }

  @Override
  public void complete(ImportJob job, Content content) {
    Content stored = content.storedAs(job.record().origin().storedName());
    try {
      job.change(record -> record.with(stored), store::save);
    } finally {
      job.sha256().complete(content.sha256());
      job.arrival().end(content.torn());
    }
  }

  /** All imports in order of their time. */
  public List<ImportJob> list() {
    return registry.list();
  }

  public Optional<ImportJob> find(String source) {
    return registry.find(source);
  }

  /** The content of an import. */
  public StoredFile stored(ImportJob job) {
    return store.stored(job);
  }

  /** Whether an import has this name. Takes no lock but for a moment, so any thread may ask. */
  public boolean taken(String source) {
    return registry.find(source).isPresent();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    list().forEach(ImportJob::stop);
    hashes.shutdownNow();
    deliveries.shutdownNow();
  }

  private ImportRecord record(
      String name, ImportRequest request, FileFormat format, Content content, String serverPath) {
    return ImportRecord.fresh(name, request, format, content, serverPath, clock.millis());
  }

  private ImportRequest dated(ImportRequest request) {
    return request.modified(clock.millis() * NANOS_PER_MILLI);
  }

  /** Makes an import that was admitted durable and begins to deliver it, or takes it back. */
  private void begin(ImportJob job, Runnable keep) {
    try {
      keep.run();
      job.change(record -> record, store::save);
      run(job);
    } catch (RuntimeException e) {
      registry.remove(job.record().source());
      store.forget(job.record().source());
      job.abandon();
      throw e;
    }
  }

  /** An import that the log refused is tried again; any other is left as it is. */
  private ImportJob retried(ImportJob job) {
    ImportRecord record = job.record();
    if (record.failure().isEmpty()) {
      return job;
    }
    ImportJob fresh = new ImportJob(record.retried());
    fresh.change(same -> same, store::save);
    registry.put(record.source(), fresh);
    run(fresh);
    return fresh;
  }

  private void run(ImportJob job) {
    try {
      deliveries.execute(() -> new ImportDelivery(job, store, deliverers, () -> rename(job)).run());
    } catch (RejectedExecutionException e) {
      throw ImportJob.stopping(e);
    }
  }

  private void hashUnlessKnown(ImportJob job) {
    if (!job.sha256().isDone()) {
      hashes.execute(() -> new ImportHash(job, store).run());
    }
  }

  /** The log holds another source under the import's name. */
  private void rename(ImportJob job) {
    String old = job.record().source();
    String name = admission.rename(old);
    job.change(record -> record.named(name), store::save);
    store.forget(old);
  }

  private static void checkHeader(ImportRequest request) {
    if (request.fileName().isEmpty() || request.fileName().getBytes(UTF_8).length > 255) {
      throw CaptureException.invalid(
          Reason.INVALID_HEADER, "header.file_name", "A file name has 1 to 255 bytes.");
    }
    if (!request.source().isEmpty() && !SourceNames.valid(request.source())) {
      throw CaptureException.invalid(
          Reason.INVALID_HEADER,
          "header.source",
          "A source's name has 1 to 64 characters of [A-Za-z0-9._-].");
    }
    if (request.sizeBytes() < 0) {
      throw CaptureException.invalid(
          Reason.INVALID_HEADER, "header.size_bytes", "A size cannot be negative.");
    }
  }
}
