package io.tapline.capture.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapline.capture.Reason;
import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.deliver.Feed;
import io.tapline.capture.names.SourceName;
import io.tapline.capture.names.SourceNames;
import io.tapline.capture.packets.PacketFile;
import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All imports of a sensor: takes files, delivers a bounded number at once, remembers the rest. Has
 * no lock of its own: {@link Admission} says which of two files is first.
 */
public final class Imports implements AutoCloseable {

  /**
   * An accepted file.
   *
   * @param job its import
   * @param already whether the content was imported before and nothing was added
   */
  public record Accepted(ImportJob job, boolean already) {
    static Accepted of(Admission.Admitted admitted) {
      return new Accepted(admitted.job(), admitted.already());
    }
  }

  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final ImportStore store;
  private final ImportLimits limits;
  private final OwnerKey owner;
  private final ServerPaths paths;
  private final Clock clock;
  private final ImportRegistry registry;
  private final Admission admission;
  private final ImportWork work;
  private final ImportDesk desk;

  /**
   * @param directory where files and records lie
   * @param owner the key of those who may have any file read in place
   * @param deliverers makes the deliverer of a feed
   * @param names shared with live sources
   */
  public Imports(
      Path directory,
      ImportLimits limits,
      OwnerKey owner,
      Function<Feed, Deliverer> deliverers,
      SourceNames names,
      Clock clock) {
    this.store = new ImportStore(directory);
    this.limits = limits;
    this.owner = owner;
    this.paths = new ServerPaths(limits.roots(), owner);
    this.clock = clock;
    this.registry = new ImportRegistry(names);
    this.admission = new Admission(registry);
    this.work = new ImportWork(store, admission, deliverers, limits.maxDeliveries());
    this.desk = new ImportDesk(store, registry, admission, work, clock);
  }

  /** Reads the records and goes on with every import that was not finished. */
  public void start() {
    owner.start();
    for (ImportRecord record : store.open()) {
      ImportJob job = new ImportJob(record);
      registry.put(record.source(), job);
      if (record.unfinished()) {
        work.run(job);
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
      return new Accepted(desk.retried(before.get()), true);
    }
    ImportRequest dated = request.modified(clock.millis() * NANOS_PER_MILLI);
    try (IncomingFile incoming = new IncomingFile(store, limits, dated)) {
      return Accepted.of(new Reception(dated, incoming, desk, work.timer()).receive(file));
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
    if (!request.offer().keep() && !ServerFiles.compressed(file)) {
      return Accepted.of(desk.admit(file, dated));
    }
    try (InputStream in = ServerFiles.open(file)) {
      String fingerprint = ServerFiles.fingerprint(file);
      return accept(dated.fingerprinted(fingerprint), in, () -> ContentHash.of(file));
    }
  }

  /** All imports in order of their time. */
  public List<ImportJob> list() {
    return registry.list();
  }

  public Optional<ImportJob> find(String source) {
    return registry.find(source);
  }

  /**
   * An import by the name of its source.
   *
   * @throws Refusal IMPORT_NOT_FOUND
   */
  ImportJob get(String source) {
    return find(source)
        .orElseThrow(
            () -> new Refusal(Reason.IMPORT_NOT_FOUND, "There is no import " + source + "."));
  }

  /**
   * Stops an import that is running or waiting; what was delivered stays in the log, whose last
   * loss of the source says so. Does not wait for the log to have it.
   *
   * @throws Refusal IMPORT_NOT_FOUND; IMPORT_ENDED when it is at its end
   */
  ImportJob cancel(String source) {
    ImportJob job = get(source);
    job.cancel(store::save);
    return job;
  }

  /**
   * The capture file of an import; empty when it holds no packets, or has not arrived as a whole.
   *
   * @throws Refusal FILE_CHANGED, FILE_NOT_FOUND when it is read in place
   */
  public Optional<PacketFile> packetFile(ImportJob job) {
    StoredFile file = stored(job);
    if (!file.format().captured() || file.arriving()) {
      return Optional.empty();
    }
    file.requireUnchanged();
    return Optional.of(new PacketFile(file.path(), job.record().source(), true));
  }

  /** The content of an import. */
  public StoredFile stored(ImportJob job) {
    return store.stored(job);
  }

  @Override
  public void close() {
    list().forEach(ImportJob::stop);
    work.close();
  }

  private static void checkHeader(ImportRequest request) {
    if (request.fileName().isEmpty() || request.fileName().getBytes(UTF_8).length > 255) {
      throw Refusal.ofField(
          Reason.INVALID_HEADER, "header.file_name", "A file name has 1 to 255 bytes.");
    }
    if (!request.source().isEmpty() && !SourceName.valid(request.source())) {
      throw Refusal.ofField(
          Reason.INVALID_HEADER, "header.source", "A source's name " + SourceName.RULE);
    }
    if (request.sizeBytes() < 0) {
      throw Refusal.ofField(
          Reason.INVALID_HEADER, "header.size_bytes", "A size cannot be negative.");
    }
  }
}
