package io.tapline.capture.source;

import io.tapline.capture.JsonFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  synchronized void remove(String name) {
    records.remove(name);
    save();
  }

  synchronized @Nullable SourceRecord get(String name) {
    return records.get(name);
  }

  private void save() {
    try {
      JsonFiles.replace(file, new Stored(List.copyOf(records.values())));
    } catch (IOException e) {
      throw new UncheckedIOException("The list of sources " + file + " cannot be written.", e);
    }
  }
}
