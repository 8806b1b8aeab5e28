package io.tapline.cli.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is uploaded: a file, or the standard input.
 *
 * @param sizeBytes 0 when it is not known
 * @param modifyTime when the file was changed; null when that is not known
 * @param path of a regular file; null when it is none
 */
record FileInput(
    String name,
    long sizeBytes,
    @Nullable Instant modifyTime,
    @Nullable Path path,
    InputStream stream)
    implements AutoCloseable {

  static FileInput open(String file) throws IOException {
    if (file.equals("-")) {
      return new FileInput(name(file), 0, null, null, System.in);
    }
    if (file.isEmpty()) {
      throw new NoSuchFileException(file);
    }
    Path path = Path.of(file);
    if (Files.isDirectory(path)) {
      throw new FileSystemException(file, null, "it is a directory");
    }
    if (Files.notExists(path)) {
      throw new NoSuchFileException(file);
    }
    boolean regular = Files.isRegularFile(path);
    return new FileInput(
        name(file),
        regular ? Files.size(path) : 0,
        regular ? Files.getLastModifiedTime(path).toInstant() : null,
        regular ? path : null,
        Files.newInputStream(path));
  }

  /** The same with other bytes. */
  FileInput with(InputStream bytes) {
    return new FileInput(name, sizeBytes, modifyTime, path, bytes);
  }

  /** What the server is told as the file's name. */
  static String name(String file) {
    return file.equals("-")
        ? "stdin"
        : Path.of(file).toAbsolutePath().normalize().getFileName().toString();
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
