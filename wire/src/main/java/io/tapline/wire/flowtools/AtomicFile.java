package io.tapline.wire.flowtools;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A file that appears under its name only when it is whole and on disk; until then it lies beside
 * it under a name that begins with a dot and ends in {@code .tmp}.
 */
final class AtomicFile implements AutoCloseable {
  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private boolean committed;

  AtomicFile(Path target) throws IOException {
    this.target = target.toAbsolutePath();
    this.temporary =
        this.target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    this.channel = FileChannel.open(temporary, CREATE_NEW, WRITE);
  }

  FileChannel channel() {
    return channel;
  }

  /** Makes the file durable, then gives it its name; another file of that name is replaced. */
  void commit() throws IOException {
    channel.force(true);
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    committed = true;
    syncDirectory();
  }

  private void syncDirectory() throws IOException {
    Path directory = target.getParent();
    if (directory != null) {
      try (FileChannel folder = FileChannel.open(directory, READ)) {
        folder.force(true);
      }
    }
  }

  /** Without {@link #commit} nothing remains. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (!committed) {
      Files.deleteIfExists(temporary);
    }
  }
}
