package io.tapline.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * A file of a stored format, beside the test that reads it: what a released version wrote must be
 * readable for ever, so it is kept, and what this version writes must stay what it is, so it is
 * compared.
 *
 * <p>{@code -Dtapline.goldens=write} makes the tests write what they would compare. A format that
 * changes gets a new version, whose golden has a new name; the one of the old version stays.
 */
public final class Golden {
  private static final boolean WRITING = "write".equals(System.getProperty("tapline.goldens"));

  private final Class<?> test;
  private final String name;

  private Golden(Class<?> test, String name) {
    this.test = test;
    this.name = name;
  }

  /**
   * A file among the resources of a test's package.
   *
   * @param name with the version of the format in it
   */
  public static Golden beside(Class<?> test, String name) {
    return new Golden(test, name);
  }

  /**
   * Compares, or writes when that is asked for.
   *
   * @throws AssertionError when the file has other text
   */
  public void compare(String actual) {
    if (WRITING) {
      write(actual.getBytes(UTF_8));
    } else if (!text().equals(actual)) {
      throw new AssertionError(name + " has changed. Stored:\n" + text() + "\nNow:\n" + actual);
    }
  }

  /** Writes when that is asked for, for files that are not the same each time. */
  public void renew(Callable<byte[]> actual) throws Exception {
    if (WRITING) {
      write(actual.call());
    }
  }

  /** What is stored, as UTF-8. */
  public String text() {
    return new String(bytes(), UTF_8);
  }

  /** What is stored. */
  public byte[] bytes() {
    try (InputStream stored = open()) {
      return stored.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InputStream open() throws IOException {
    if (WRITING) {
      return Files.newInputStream(source());
    }
    InputStream stored = test.getResourceAsStream(name);
    if (stored == null) {
      throw new AssertionError(name + " is missing; -Dtapline.goldens=write writes it");
    }
    return stored;
  }

  private void write(byte[] bytes) {
    try {
      Files.createDirectories(source().getParent());
      Files.write(source(), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the module's sources have it; tests run in the directory of their module. */
  private Path source() {
    return Path.of("src/test/resources", test.getPackageName().replace('.', '/'), name);
  }
}
