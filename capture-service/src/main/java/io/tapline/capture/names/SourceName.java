package io.tapline.capture.names;

import java.util.regex.Pattern;

/** Rules for names of sources; they are names of files and directories too. */
public final class SourceName {
  /** The rule, as the end of a sentence. */
  public static final String RULE =
      "has 1 to 64 characters of [A-Za-z0-9._-] and does not begin with a dot.";

  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
  private static final Pattern FOREIGN = Pattern.compile("[^A-Za-z0-9._-]+");
  private static final int MAX_LENGTH = 64;

  private SourceName() {}

  public static boolean valid(String name) {
    return VALID.matcher(name).matches();
  }

  /** A valid name made of a file's name: without directories and foreign characters. */
  public static String fromFileName(String fileName) {
    String last =
        fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
    String safe = FOREIGN.matcher(last).replaceAll("-");
    String trimmed = safe.replaceAll("^[.-]+", "");
    String name = trimmed.isEmpty() ? "import" : trimmed;
    return name.substring(0, Math.min(MAX_LENGTH, name.length()));
  }

  /** The name that a numbered one was to have, or an empty text. */
  public static String wanted(String name) {
    return name.contains("#") ? numbered(name, 1) : "";
  }

  /** The number of a name: 1 for {@code a}, 2 for {@code a#2}. */
  static int number(String name) {
    int hash = name.indexOf('#');
    return hash < 0 ? 1 : Integer.parseInt(name.substring(hash + 1));
  }

  /** The name without its number, with another one: {@code a}, {@code a#2}, {@code a#3} ... */
  public static String numbered(String name, int number) {
    String base = name.contains("#") ? name.substring(0, name.indexOf('#')) : name;
    return number == 1 ? base : base + "#" + number;
  }
}
