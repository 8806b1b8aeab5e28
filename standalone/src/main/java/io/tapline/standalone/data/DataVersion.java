package io.tapline.standalone.data;

import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The file {@code VERSION} of a data directory: properties {@code layout} (a number that grows
 * whenever an older Tapline could not use the directory) and {@code postgres} (the major version of
 * the cluster).
 */
final class DataVersion {
  static final int LAYOUT = 1;
  static final int POSTGRES_MAJOR = 18;

  static final String FILE = "VERSION";

  private DataVersion() {}

  /** Writes the file into a new directory; refuses a directory that this version cannot use. */
  static void check(Path root) throws IOException {
    Path file = root.resolve(FILE);
    if (Files.notExists(file)) {
      Files.writeString(file, "layout=%d\npostgres=%d\n".formatted(LAYOUT, POSTGRES_MAJOR));
    }
    Properties version = read(file);
    checkLayout(root, number(root, version, "layout"));
    checkPostgres(root, number(root, version, "postgres"));
    Path cluster = root.resolve("postgres/PG_VERSION");
    if (Files.exists(cluster)) {
      checkPostgres(root, Integer.parseInt(Files.readString(cluster).strip()));
    }
  }

  private static void checkLayout(Path root, int layout) {
    if (layout > LAYOUT) {
      throw new StandaloneException(
          Reason.DATA_DIRECTORY_NEWER,
          "The data directory %s was written by a newer Tapline (layout %d, this one knows %d); use the newer Tapline or choose another directory with --data."
              .formatted(root, layout, LAYOUT));
    }
  }

  private static void checkPostgres(Path root, int major) {
    if (major != POSTGRES_MAJOR) {
      throw new StandaloneException(
          Reason.DATA_DIRECTORY_OTHER_POSTGRES,
          "The data directory %s belongs to PostgreSQL %d and this Tapline brings PostgreSQL %d; use the Tapline that wrote it or choose another directory with --data."
              .formatted(root, major, POSTGRES_MAJOR));
    }
  }

  private static Properties read(Path file) throws IOException {
    Properties version = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      version.load(reader);
    }
    return version;
  }

  private static int number(Path root, Properties version, String key) {
    try {
      return Integer.parseInt(version.getProperty(key, ""));
    } catch (NumberFormatException e) {
      throw new StandaloneException(
          Reason.DATA_DIRECTORY_UNUSABLE,
          "%s is not a data directory of Tapline: its file VERSION has no number '%s'."
              .formatted(root, key),
          e);
    }
  }
}
