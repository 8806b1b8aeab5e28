package io.tapline.cli.importing;

import java.io.IOException;
import java.io.InputStream;
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
      return new CaptureInput("stdin", 0, System.in);
    }
    Path path = Path.of(file);
    if (Files.isDirectory(path)) {
      throw new IOException("it is a directory");
    }
    if (Files.notExists(path)) {
      throw new NoSuchFileException(file);
    }
    return new CaptureInput(
        path.toAbsolutePath().getFileName().toString(),
        Files.size(path),
        Files.newInputStream(path));
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
