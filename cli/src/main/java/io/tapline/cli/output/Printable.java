package io.tapline.cli.output;

/**
 * Text from files and packets made harmless for a terminal: a hostname that somebody sent must not
 * move the cursor or end a line.
 */
public final class Printable {
  private Printable() {}

  /** With a question mark for each control character. */
  public static String of(String text) {
    return text.codePoints().noneMatch(Character::isISOControl)
        ? text
        : text.codePoints()
            .map(c -> Character.isISOControl(c) ? '?' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }
}
