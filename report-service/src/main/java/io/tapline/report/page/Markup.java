package io.tapline.report.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Writes elements that are closed in reverse, as HTML and XML read them alike. Text is never
 * markup. What is not ASCII is written as a reference, so that no encoding can change it;
 * characters that control a terminal or the direction of writing become U+FFFD.
 */
final class Markup {
  private static final int REPLACEMENT = 0xFFFD;

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * @param attributes names and values by turns
   */
  Markup open(String name, Object... attributes) {
    tag(name, attributes).append('>');
    open.push(name);
    return this;
  }

  /** An element without content. */
  Markup empty(String name, Object... attributes) {
    tag(name, attributes).append("/>");
    return this;
  }

  /** An element with text. */
  Markup element(String name, String text, Object... attributes) {
    return open(name, attributes).text(text).close();
  }

  private StringBuilder tag(String name, Object... attributes) {
    out.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      text(attribute(attributes[i + 1]));
      out.append('"');
    }
    return out;
  }

  /** Lengths have two decimals at most. */
  private static String attribute(Object value) {
    return value instanceof Double length
        ? String.format(Locale.ROOT, "%.2f", length).replaceFirst("\\.?0+$", "")
        : value.toString();
  }

  Markup text(String text) {
    text.codePoints().forEach(this::character);
    return this;
  }

  private void character(int c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> {
        if (c >= 0x20 && c < 0x7F) {
          out.append((char) c);
        } else {
          reference(isHarmless(c) ? c : REPLACEMENT);
        }
      }
    }
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private void reference(int c) {
    out.append("&#x").append(Integer.toHexString(c)).append(';');
  }

  /** Ours, for example a style: written as it is. */
  Markup raw(String markup) {
    out.append(markup);
    return this;
  }

  Markup close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
