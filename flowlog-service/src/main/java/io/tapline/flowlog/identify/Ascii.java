package io.tapline.flowlog.identify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text as it stands in payloads. */
final class Ascii {
  private Ascii() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[][] allBytes(String... texts) {
    return Arrays.stream(texts).map(Ascii::bytes).toArray(byte[][]::new);
  }

  /** Whether one of the texts has this first byte. */
  static boolean anyStartsWith(byte[][] texts, int first) {
    return Arrays.stream(texts).anyMatch(text -> text[0] == first);
  }

  static boolean isDigit(int letter) {
    return letter >= '0' && letter <= '9';
  }

  /** Whether so many digits begin at an index. */
  static boolean areDigits(Payload payload, int from, int count) {
    for (int at = from; at < from + count; at++) {
      if (!isDigit(payload.u8(at))) {
        return false;
      }
    }
    return true;
  }

  static boolean startsWithAny(Payload payload, byte[][] expected) {
    for (byte[] one : expected) {
      if (payload.startsWith(one)) {
        return true;
      }
    }
    return false;
  }
}
