package io.tapline.capture.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.deliver.Feed;
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

  private final ImportStore store;
  private final ImportLimits limits;
  private final ServerPaths paths;
  private final Function<Feed, Deliverer> deliverers;
  private final Predicate<String> takenElsewhere;
  private final Clock clock;
  private final ExecutorService deliveries;
  private final Map<String, ImportJob> jobs = new LinkedHashMap<>();

  /**
   * @param directory where files and records lie
   * @param deliverers makes the deliverer of a feed
   * @param takenElsewhere whether a live source has this name
   */
  public Imports(
      Path directory,
      ImportLimits limits,
      Function<Feed, Deliverer> deliverers,
      Predicate<String> takenElsewhere,
      Clock clock) {
    this.store = new ImportStore(directory);
    this.limits = limits;
    this.paths = new ServerPaths(limits.roots());
    this.deliverers = deliverers;
    this.takenElsewhere = takenElsewhere;
    this.clock = clock;
    this.deliveries =
        Executors.newFixedThreadPool(
            limits.maxDeliveries(), Thread.ofPlatform().daemon().name("import-", 0).factory());
  }

  /** Reads the records and goes on with every import that was not finished. */
  public synchronized void start() {
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

  /** Begins to receive a file. */
  public Upload upload(ImportRequest request) {
    checkHeader(request);
    return new Upload(store, limits, request.fileName(), request.sizeBytes());
  }

  /** Takes a received file: stores it and begins to deliver it, unless its content is known. */
  public Accepted accept(ImportRequest request, Upload upload) {
    String sha256 = upload.complete();
    String format = CaptureFiles.format(upload.part(), request.fileName());
    return accept(
        request, sha256, format, upload.receivedBytes(), "", () -> upload.keep(sha256, format));
  }

  /** Takes a file of the server where it lies. */
  public Accepted acceptPath(ImportRequest request) {
    checkHeader(request);
    Path file = paths.resolve(request.serverPath());
    String format = CaptureFiles.format(file, request.fileName());
    long sizeBytes = CaptureFiles.sizeBytes(file);
    String sha256 = CaptureFiles.sha256(file);
    return accept(request, sha256, format, sizeBytes, file.toString(), () -> {});
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

  /** Where the content of an import lies. */
  public Path file(ImportJob job) {
    return store.file(job.record());
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
      ImportRequest request,
      String sha256,
      String format,
      long sizeBytes,
      String serverPath,
      Runnable keep) {
    Optional<ImportJob> known = byContent(sha256);
    if (known.isPresent() && !request.again()) {
      return new Accepted(retried(known.get()), true);
    }
    String source = chooseName(request);
    keep.run();
    ImportJob job =
        new ImportJob(
            new ImportRecord(
                source,
                request.fileName(),
                sha256,
                format,
                sizeBytes,
                serverPath,
                clock.millis(),
                false,
                null,
                List.of(),
                ""));
    store.save(job.record());
    jobs.put(source, job);
    run(job);
    return new Accepted(job, false);
  }

  private Optional<ImportJob> byContent(String sha256) {
    return jobs.values().stream().filter(job -> job.record().sha256().equals(sha256)).findFirst();
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
