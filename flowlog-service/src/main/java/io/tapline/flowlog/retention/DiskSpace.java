package io.tapline.flowlog.retention;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How full the file system is on which the database stores the log. */
public interface DiskSpace {
  /** Bytes that this process may still use, and bytes of the whole file system. */
  record Space(long freeBytes, long totalBytes) {}

  /** Empty where the database is elsewhere. */
  Optional<Space> measure() throws IOException;

  /** The space of a database that runs elsewhere cannot be seen. */
  DiskSpace UNKNOWN = Optional::empty;

  /** The file system that the directory is on. */
  static DiskSpace of(Path directory) {
    return () -> {
      FileStore store = Files.getFileStore(directory);
      return Optional.of(new Space(store.getUsableSpace(), store.getTotalSpace()));
    };
  }
}
