package io.tapline.capture.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.deliver.Feed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * All imports of a sensor: accepts files, delivers a bounded number at once, remembers the rest.
 */
public final class Imports implements AutoCloseable {

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
  private final Predicate<String> takenElsewhere;
  private final Clock clock;
  private final ExecutorService deliveries;
  private final Map<String, ImportJob> jobs = new LinkedHashMap<>();

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
    this.takenElsewhere = takenElsewhere;
    this.clock = clock;
    this.deliveries =
        Executors.newFixedThreadPool(
            limits.maxDeliveries(), Thread.ofPlatform().daemon().name("import-", 0).factory());
  }

  /** Reads the records and goes on with every import that was not finished. */
  public synchronized void start() {
    owner.start();
    for (ImportRecord record : store.open()) {
      ImportJob job = new ImportJob(record);
      jobs.put(record.source(), job);
      if (record.unfinished()) {
        run(job);
      } else {
        job.ended();
      }
    }
  }

  /**
   * Takes a file: stores it and begins to deliver it, unless its content is known.
   *
   * @throws IOException what the stream throws
   */
  public Accepted accept(ImportRequest request, InputStream file) throws IOException {
    checkHeader(request);
    try (Upload upload = new Upload(store, limits, request)) {
      upload.take(file);
      Content content = upload.complete();
      FileFormat format = FileFormats.of(upload.part(), request);
      return accept(
          request, content, format, "", () -> upload.keep(content.sha256(), format.name()));
    }
  }

  /** What a client needs to prove that it may have any file read in place. */
  public OwnerKey.Invitation invitation() {
    return owner.invitation();
  }

  /**
   * Takes a file of the server where it lies; one that is compressed, or to be kept, goes into the
   * store.
   */
  public Accepted acceptPath(ImportRequest request) throws IOException {
    checkHeader(request);
    Path file = paths.resolve(request);
    ImportRequest dated = request.modified(ServerFiles.modifyNanos(file));
    if (request.offer().keep() || ServerFiles.compressed(file)) {
      try (InputStream in = ServerFiles.open(file)) {
        return accept(dated, in);
      }
    }
    FileFormat format = FileFormats.of(file, dated);
    return accept(dated, ServerFiles.content(file), format, file.toString(), () -> {});
  }

  /** All imports in order of their time. */
  public synchronized List<ImportJob> list() {
    List<ImportJob> all = new ArrayList<>(jobs.values());
    all.sort(Comparator.comparingLong(job -> job.record().importMillis()));
    return all;
  }

  public synchronized Optional<ImportJob> find(String source) {
    return Optional.ofNullable(jobs.get(source));
  }

  /** The content of an import. */
  public StoredFile stored(ImportJob job) {
    return store.stored(job.record());
  }

  /** Whether an import has this name. */
  public synchronized boolean taken(String source) {
    return jobs.containsKey(source);
  }

  @Override
  public void close() {
    list().forEach(ImportJob::stop);
    deliveries.shutdownNow();
  }

  private synchronized Accepted accept(
      ImportRequest request, Content content, FileFormat format, String serverPath, Runnable keep) {
    Encoding encoding = request.reading().encoding(format.kind());
    Optional<ImportJob> known = known(content.sha256(), encoding);
    if (known.isPresent() && !request.again()) {
      return new Accepted(retried(known.get()), true);
    }
    String source = chooseName(request);
    keep.run();
    ImportJob job = new ImportJob(record(source, request, content, format, serverPath));
    store.save(job.record());
    jobs.put(source, job);
    run(job);
    return new Accepted(job, false);
  }

  private ImportRecord record(
      String source, ImportRequest request, Content content, FileFormat format, String serverPath) {
    long now = clock.millis();
    return new ImportRecord(
        source,
        request.fileName(),
        content.sha256(),
        format.name(),
        request.reading().encoding(format.kind()),
        content.compression(),
        content.torn(),
        content.sizeBytes(),
        request.modifyNanos() == 0 ? now * NANOS_PER_MILLI : request.modifyNanos(),
        serverPath,
        now,
        false,
        null,
        List.of(),
        "");
  }

  /** The import of the same content, if it was read in the same way. */
  private Optional<ImportJob> known(String sha256, Encoding encoding) {
    return jobs.values().stream()
        .filter(job -> job.record().sha256().equals(sha256))
        .filter(job -> job.record().encoding().equals(encoding))
        .findFirst();
  }

  /** An import that the log refused is tried again; any other is left as it is. */
  private ImportJob retried(ImportJob job) {
    ImportRecord record = job.record();
    if (record.failure().isEmpty()) {
      return job;
    }
    ImportJob fresh = new ImportJob(record.failed(""));
    store.save(fresh.record());
    jobs.put(record.source(), fresh);
    run(fresh);
    return fresh;
  }

  private String chooseName(ImportRequest request) {
    if (request.source().isEmpty() || request.again()) {
      String wish =
          request.source().isEmpty()
              ? SourceNames.fromFileName(request.fileName())
              : request.source();
      return SourceNames.free(wish, this::anywhereTaken);
    }
    if (anywhereTaken(request.source())) {
      throw CaptureException.invalid(
          Reason.INVALID_HEADER,
          "header.source",
          "There is already a source named " + request.source() + " with other content.");
    }
    return request.source();
  }

  private boolean anywhereTaken(String name) {
    return jobs.containsKey(name) || takenElsewhere.test(name);
  }

  private void run(ImportJob job) {
    deliveries.execute(() -> new ImportDelivery(job, store, deliverers, this::rename).run());
  }

  private synchronized void rename(ImportJob job) {
    ImportRecord old = job.record();
    ImportRecord renamed = old.named(SourceNames.free(old.source(), this::anywhereTaken));
    store.save(renamed);
    store.forget(old.source());
    jobs.remove(old.source());
    jobs.put(renamed.source(), job);
    job.update(renamed);
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
