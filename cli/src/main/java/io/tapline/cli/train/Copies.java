package io.tapline.cli.train;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One capture file many times over. Sections of pcapng may follow each other in a file, so a file
 * of copies is one; each number of copies is another file with another content.
 */
final class Copies {
  private Copies() {}

  static Path write(Path sample, int copies, Path directory) throws IOException {
    byte[] bytes = Files.readAllBytes(sample);
    Path file = directory.resolve("rehearsal-" + copies + ".pcapng");
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int copy = 0; copy < copies; copy++) {
        out.write(bytes);
      }
    }
    return file;
  }
}
