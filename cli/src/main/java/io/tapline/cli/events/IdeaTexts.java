package io.tapline.cli.events;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * The JSON objects of a text, one by one and character for character: one object, objects after
 * each other (a line each or not), or a list of objects. It only looks for their ends; whether they
 * are JSON is for the server to say. What stands between objects and is no separator is given as it
 * is, up to the end of its line, so that nothing is lost silently.
 */
final class IdeaTexts {
  /** Characters of one object. */
  static final int MAX_CHARACTERS = 1 << 21;

  private static final String SEPARATORS = " \t\r\n,[]\uFEFF";

  private final Reader in;

  IdeaTexts(Reader in) {
    this.in = in;
  }

  /**
   * The next object; null at the end.
   *
   * @throws IOException also when an object is longer than {@link #MAX_CHARACTERS}
   */
  @Nullable String next() throws IOException {
    int c = in.read();
    while (c >= 0 && SEPARATORS.indexOf(c) >= 0) {
      c = in.read();
    }
    if (c < 0) {
      return null;
    }
    return c == '{' ? object() : line(c);
  }

  private String object() throws IOException {
    StringBuilder text = new StringBuilder("{");
    int depth = 1;
    boolean quoted = false;
    boolean escaped = false;
    while (depth > 0) {
      int c = in.read();
      if (c < 0) {
        return text.toString();
      }
      append(text, c);
      if (quoted) {
        quoted = c != '"' || escaped;
        escaped = c == '\\' && !escaped;
      } else {
        quoted = c == '"';
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      }
    }
    return text.toString();
  }

  private String line(int first) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = first; c >= 0 && c != '\n'; c = in.read()) {
      append(text, c);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, int c) throws IOException {
    if (text.length() == MAX_CHARACTERS) {
      throw new IOException("a message is longer than " + MAX_CHARACTERS + " characters");
    }
    text.append((char) c);
  }
}
