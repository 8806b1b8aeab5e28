package io.tapline.capture.importing;

import java.util.regex.Pattern;

/** Names of imported sources. */
final class SourceNames {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern FOREIGN = Pattern.compile("[^A-Za-z0-9._-]+");
  private static final int MAX_LENGTH = 64;

  private SourceNames() {}

  static boolean valid(String name) {
    return VALID.matcher(name).matches() && !name.startsWith(".");
  }

  /** A valid name made of a file's name: without directories and foreign characters. */
  static String fromFileName(String fileName) {
    String last =
        fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
    String safe = FOREIGN.matcher(last).replaceAll("-");
    String trimmed = safe.replaceAll("^[.-]+", "");
    String name = trimmed.isEmpty() ? "import" : trimmed;
    return name.substring(0, Math.min(MAX_LENGTH, name.length()));
  }

  /** The name without its number, with another one: {@code a}, {@code a#2}, {@code a#3} ... */
  static String numbered(String name, int number) {
    String base = name.contains("#") ? name.substring(0, name.indexOf('#')) : name;
    return number == 1 ? base : base + "#" + number;
  }
}
