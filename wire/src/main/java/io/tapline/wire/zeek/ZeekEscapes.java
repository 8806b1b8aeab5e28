package io.tapline.wire.zeek;

import io.tapline.wire.text.Line;
import io.tapline.wire.text.Numbers;

/** The {@code \xNN} that Zeek writes for bytes that would break its table. */
final class ZeekEscapes {
  private ZeekEscapes() {}

  /** Copies [from, to) with its escapes undone; a backslash before something else stays. */
  static void undo(Line line, int from, int to, Line target) {
    target.reserve(to - from);
    target.start = 0;
    target.end = 0;
    int at = from;
    while (at < to) {
      int value = escaped(line, at, to);
      target.bytes[target.end++] = value < 0 ? line.bytes[at] : (byte) value;
      at += value < 0 ? 1 : 4;
    }
  }

  private static int escaped(Line line, int at, int to) {
    if (at + 4 > to || line.bytes[at] != '\\' || line.bytes[at + 1] != 'x') {
      return -1;
    }
    int high = Numbers.hexDigit(line.bytes[at + 2]);
    int low = Numbers.hexDigit(line.bytes[at + 3]);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
