package io.tapline.capture;

import io.tapline.wire.fileid.OwnerProof;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The sensor's data directory: one process at a time, never a newer layout than we know. */
public final class DataDirectory implements AutoCloseable {
  private static final int LAYOUT = 1;

  private final Path path;
  private @Nullable FileChannel channel;

  public DataDirectory(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  public Path imports() {
    return path.resolve("imports");
  }

  public Path spool() {
    return path.resolve("spool");
  }

  public Path handlers() {
    return path.resolve("handlers");
  }

  public Path packetIndexes() {
    return path.resolve("index");
  }

  public Path ownerKeyFile() {
    return path.resolve(OwnerProof.FILE_NAME);
  }

  public Path sourcesFile() {
    return path.resolve("sources.json");
  }

  public Path handlersFile() {
    return path.resolve("handlers.json");
  }

  /**
   * Makes the directory when it is missing, locks it, checks its layout.
   *
   * @throws IllegalStateException with one sentence for people when it cannot be used
   */
  public void open() {
    try {
      Files.createDirectories(path);
      lock();
      checkLayout();
    } catch (IOException e) {
      throw new IllegalStateException("The data directory " + path + " cannot be used: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("The data directory " + path + " cannot be released.", e);
    }
  }

  private void lock() throws IOException {
    FileChannel opened =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(opened) == null) {
      opened.close();
      throw new IllegalStateException(
          "The data directory " + path + " is in use by another sensor.");
    }
    channel = opened;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private void checkLayout() throws IOException {
    Path file = path.resolve("layout");
    if (!Files.exists(file)) {
      Files.writeString(file, LAYOUT + "\n");
    }
    int found = Integer.parseInt(Files.readString(file).strip());
    if (found > LAYOUT) {
      throw new IllegalStateException(
          "The data directory "
              + path
              + " was written by a newer version (layout "
              + found
              + ", this version knows "
              + LAYOUT
              + ").");
    }
  }
}
