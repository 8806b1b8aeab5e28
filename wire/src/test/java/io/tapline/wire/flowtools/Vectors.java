package io.tapline.wire.flowtools;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Foreign files, where they are present. */
public final class Vectors {
  private Vectors() {}

  /** The folder of flow-tools' files; the test is skipped where there is none. */
  public static Path directory() {
    Path directory = Path.of(System.getProperty("tapline.vectors", "absent")).resolve("flowtools");
    assumeTrue(Files.isDirectory(directory), "No vectors here: " + directory);
    return directory;
  }

  /** All files of a folder, by name. */
  public static List<Path> files(String folder) {
    try (Stream<Path> files = Files.list(directory().resolve(folder))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All streams that the original tools wrote. */
  public static List<Path> streams() {
    return Stream.of("gen", "synth", "golden/split", ".")
        .flatMap(folder -> files(folder).stream())
        .filter(file -> file.toString().matches(".*(\\.ft|\\.log|\\.\\.\\d+)"))
        .toList();
  }

  /** The stream with this name, wherever it is. */
  public static Path stream(String name) {
    return streams().stream()
        .filter(file -> file.endsWith(name))
        .findAny()
        .orElse(directory().resolve(name));
  }

  /** All records of a stream. */
  public static List<FlowToolsRecord> records(Path file) throws IOException {
    try (FlowToolsReader reader = FlowToolsReader.open(file)) {
      return Stream.generate(() -> read(reader)).takeWhile(record -> record != null).toList();
    }
  }

  @SuppressWarnings("NullAway") // The end of the stream, taken away at once.
  private static FlowToolsRecord read(FlowToolsReader reader) {
    try {
      return reader.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
