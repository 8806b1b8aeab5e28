package io.tapline.cli.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What is uploaded: a file, or the standard input.
 *
 * @param sizeBytes 0 when it is not known
 */
record CaptureInput(String name, long sizeBytes, InputStream stream) implements AutoCloseable {

  static CaptureInput open(String file) throws IOException {
    if (file.equals("-")) {
      return new CaptureInput(name(file), 0, System.in);
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
    return new CaptureInput(
        name(file), Files.isRegularFile(path) ? Files.size(path) : 0, Files.newInputStream(path));
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
