package io.tapline.capture.source;

import io.tapline.capture.JsonFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The list of live sources on disk. */
final class SourceRegistry {
  private record Stored(List<SourceRecord> sources) {}

  private final Path file;
  private final Map<String, SourceRecord> records = new LinkedHashMap<>();

  SourceRegistry(Path file) {
    this.file = file;
  }

  synchronized List<SourceRecord> open() {
    try {
      if (Files.exists(file)) {
        JsonFiles.read(file, Stored.class).sources().forEach(r -> records.put(r.name(), r));
      }
      return List.copyOf(records.values());
    } catch (IOException e) {
      throw new UncheckedIOException("The list of sources " + file + " cannot be read.", e);
    }
  }

  synchronized void put(SourceRecord record) {
    records.put(record.name(), record);
    save();
  }

  /**
   * Notes that a source only delivers what is spooled.
   *
   * @return false when it did so before, or there is no such source
   */
  synchronized boolean delete(String name) {
    SourceRecord record = records.get(name);
    if (record == null || record.deleted()) {
      return false;
    }
    put(record.nowDeleted());
    return true;
  }

  synchronized void remove(String name) {
    records.remove(name);
    save();
  }

  /** Remembers another name in the log. */
  synchronized void inLog(String name, String logName) {
    SourceRecord record = records.get(name);
    if (record != null) {
      put(record.inLog(logName));
    }
  }

  private void save() {
    try {
      JsonFiles.replace(file, new Stored(List.copyOf(records.values())));
    } catch (IOException e) {
      throw new UncheckedIOException("The list of sources " + file + " cannot be written.", e);
    }
  }
}
