package io.tapline.wire.firewall;

import io.tapline.wire.text.Line;

/** English names of months in three letters. */
final class Months {
  static final int NONE = 0;

  private Months() {}

  /** 1 to 12, or {@link #NONE} when no month and a blank stand at the position. */
  static int number(Line line, int at) {
    return number(line, at, ' ');
  }

  /** As {@link #number(Line, int)}, with another separator behind it. */
  static int number(Line line, int at, char separator) {
    if (at + 3 >= line.end || line.bytes[at + 3] != (byte) separator) {
      return NONE;
    }
    return switch (line.bytes[at] << 16 | line.bytes[at + 1] << 8 | line.bytes[at + 2]) {
      case 'J' << 16 | 'a' << 8 | 'n' -> 1;
      case 'F' << 16 | 'e' << 8 | 'b' -> 2;
      case 'M' << 16 | 'a' << 8 | 'r' -> 3;
      case 'A' << 16 | 'p' << 8 | 'r' -> 4;
      case 'M' << 16 | 'a' << 8 | 'y' -> 5;
      case 'J' << 16 | 'u' << 8 | 'n' -> 6;
      case 'J' << 16 | 'u' << 8 | 'l' -> 7;
      case 'A' << 16 | 'u' << 8 | 'g' -> 8;
      case 'S' << 16 | 'e' << 8 | 'p' -> 9;
      case 'O' << 16 | 'c' << 8 | 't' -> 10;
      case 'N' << 16 | 'o' << 8 | 'v' -> 11;
      case 'D' << 16 | 'e' << 8 | 'c' -> 12;
      default -> NONE;
    };
  }
}
