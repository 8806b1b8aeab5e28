package io.tapline.report.fwctl;

/** Texts cut and filled to the columns of a page that is {@value #WIDTH} characters wide. */
final class TextCells {
  static final int WIDTH = 72;

  private TextCells() {}

  static String left(String text, int width) {
    return cut(text, width) + " ".repeat(width - cut(text, width).length());
  }

  static String right(String text, int width) {
    return " ".repeat(width - cut(text, width).length()) + cut(text, width);
  }

  /** In the middle of the page, the larger half of the room before; no blanks behind. */
  static String centre(String text) {
    String cut = cut(text, WIDTH);
    return " ".repeat((WIDTH - cut.length() + 1) / 2) + cut;
  }

  private static String cut(String text, int width) {
    return printable(text.length() <= width ? text : text.substring(0, width));
  }

  /** Names of a log may hold anything; control characters would drive a terminal. */
  private static String printable(String text) {
    return text.chars().noneMatch(Character::isISOControl)
        ? text
        : text.replaceAll("\\p{Cntrl}", "?");
  }
}
