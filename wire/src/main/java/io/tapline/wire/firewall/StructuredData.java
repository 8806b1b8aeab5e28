package io.tapline.wire.firewall;

import io.tapline.wire.text.Line;

/** Skips the structured data of RFC 5424 section 6.3: {@code -} or elements in brackets. */
final class StructuredData {
  private StructuredData() {}

  /** Position behind it. */
  static int end(Line line, int from) {
    int at = from;
    if (at < line.end && line.bytes[at] == '-') {
      return at + 1;
    }
    while (at < line.end && line.bytes[at] == '[') {
      at = elementEnd(line, at + 1);
    }
    return at;
  }

  private static int elementEnd(Line line, int from) {
    boolean quoted = false;
    for (int at = from; at < line.end; at++) {
      byte b = line.bytes[at];
      if (b == '\\') {
        at++;
      } else if (b == '"') {
        quoted = !quoted;
      } else if (b == ']' && !quoted) {
        return at + 1;
      }
    }
    return line.end;
  }
}
