package io.tapline.capture.importing;

import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import io.tapline.capture.JsonFiles;
import io.tapline.wire.fileid.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The directory of imported files and their records. Not thread-safe for the same record. */
final class ImportStore {
  private static final Logger LOG = Logger.getLogger(ImportStore.class);

  private final Path directory;
  private final Path records;

  ImportStore(Path directory) {
    this.directory = directory;
    this.records = directory.resolve("records");
  }

  /** Makes the directories, removes what broken uploads left, reads the records. */
  List<ImportRecord> open() {
    try {
      Files.createDirectories(records);
      List<ImportRecord> found = readRecords();
      removeLeftovers(found);
      return found.stream().map(this::completed).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The import directory " + directory + " cannot be used.", e);
    }
  }

  /**
   * The record with what can be said now: that an upload ended with the process that received it,
   * and by what the files of earlier versions are identified.
   */
  private ImportRecord completed(ImportRecord record) {
    try {
      if (record.origin().arriving()) {
        return saved(record.brokenOff(Files.size(file(record))));
      }
      boolean known = record.sha256().isEmpty() || !record.origin().fingerprint().isEmpty();
      return known || Files.notExists(file(record)) ? record : saved(identified(record));
    } catch (IOException e) {
      LOG.warn("The file of " + record.source() + " cannot be read.", e);
      return record;
    }
  }

  private ImportRecord identified(ImportRecord record) throws IOException {
    Path file = file(record);
    String fingerprint = Fingerprint.of(file);
    boolean plain = record.compression().isEmpty();
    return record.identified(
        Origin.received(
            ContentHash.head(file),
            fingerprint,
            plain ? fingerprint : "",
            plain ? record.sha256() : ""));
  }

  private ImportRecord saved(ImportRecord record) {
    save(record);
    return record;
  }

  Path newPart() {
    return directory.resolve("." + UUID.randomUUID() + ".part");
  }

  long usableBytes() throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  /** Where the content of a record lies. */
  Path file(ImportRecord record) {
    if (!record.serverPath().isEmpty()) {
      return Path.of(record.serverPath());
    }
    String name = record.origin().storedName();
    return directory.resolve(name.isEmpty() ? name(record.sha256(), record.format()) : name);
  }

  /** The name of a file that was known as a whole when it was stored. */
  static String name(String sha256, String format) {
    return sha256 + "." + format;
  }

  /** The content of an import as its own spool. */
  StoredFile stored(ImportJob job) {
    ImportRecord record = job.record();
    return new StoredFile(
        file(record),
        new FileFormat(record.format(), record.encoding().kind()),
        record.encoding(),
        record.modifyNanos(),
        job.arrival(),
        record.origin().identity());
  }

  /** Gives a part its name; a file already there has the same content and is replaced. */
  Path keep(Path part, String name) {
    try {
      return Files.move(part, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new CaptureException(Reason.DISK_FULL, "The file could not be stored: " + e, e);
    }
  }

  void save(ImportRecord record) {
    try {
      JsonFiles.replace(recordFile(record.source()), record);
    } catch (IOException e) {
      throw new CaptureException(
          Reason.DISK_FULL, "The record of " + record.source() + " could not be written: " + e, e);
    }
  }

  void forget(String source) {
    try {
      Files.deleteIfExists(recordFile(source));
    } catch (IOException e) {
      LOG.warn("The record of " + source + " could not be removed.", e);
    }
  }

  private Path recordFile(String source) {
    return records.resolve(source + ".json");
  }

  /** Removes parts of broken uploads, and files whose record was never written. */
  private void removeLeftovers(List<ImportRecord> known) throws IOException {
    Set<Path> kept = known.stream().map(this::file).collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!kept.contains(file)) {
          Files.delete(file);
        }
      }
    }
  }

  private List<ImportRecord> readRecords() throws IOException {
    List<ImportRecord> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(records)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        read(file, found);
      }
    }
    return found;
  }

  private static void read(Path file, List<ImportRecord> found) {
    try {
      found.add(JsonFiles.read(file, ImportRecord.class));
    } catch (IOException e) {
      LOG.error("The import record " + file + " cannot be read and is left out.", e);
    }
  }
}
