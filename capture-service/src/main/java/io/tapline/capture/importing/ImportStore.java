package io.tapline.capture.importing;

import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import io.tapline.capture.JsonFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The directory of imported files and their records. Not thread-safe for the same record. */
final class ImportStore {
  private static final System.Logger LOG = System.getLogger(ImportStore.class.getName());

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
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("The import directory " + directory + " cannot be used.", e);
    }
  }

  Path newPart() {
    return directory.resolve("." + UUID.randomUUID() + ".part");
  }

  long usableBytes() throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  /** Where the content of a record lies. */
  Path file(ImportRecord record) {
    return record.serverPath().isEmpty()
        ? directory.resolve(record.sha256() + "." + record.format())
        : Path.of(record.serverPath());
  }

  /** The content of a record as its own spool. */
  StoredFile stored(ImportRecord record) {
    return new StoredFile(
        file(record),
        new FileFormat(record.format(), record.encoding().kind()),
        record.encoding(),
        record.modifyNanos(),
        record.torn());
  }

  /** Gives a whole part its name by content; a file already there is the same and is kept. */
  void keep(Path part, String sha256, String format) {
    try {
      Files.move(part, directory.resolve(sha256 + "." + format), StandardCopyOption.ATOMIC_MOVE);
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
      LOG.log(Level.WARNING, "The record of " + source + " could not be removed.", e);
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
      LOG.log(Level.ERROR, "The import record " + file + " cannot be read and is left out.", e);
    }
  }
}
