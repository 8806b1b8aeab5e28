package io.tapline.flowlog.identify;

import java.nio.charset.StandardCharsets;

/** Host names as they stand in payloads. */
final class HostNames {
  static final int MAX_LENGTH = 253;

  private static final int MAX_LABEL_LENGTH = 63;

  private HostNames() {}

  /**
   * The name in lower case without a final dot; empty when it is not one: labels of letters,
   * digits, hyphens and underscores, 1 to 63 long, 253 together.
   */
  static String of(Payload payload, int from, int length) {
    int end = payload.u8(from + length - 1) == '.' ? length - 1 : length;
    if (end < 1 || end > MAX_LENGTH || !isName(payload, from, end)) {
      return "";
    }
    byte[] name = new byte[end];
    for (int i = 0; i < end; i++) {
      name[i] = (byte) Payload.lower(payload.u8(from + i));
    }
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  private static boolean isName(Payload payload, int from, int length) {
    int label = 0;
    for (int i = from; i < from + length; i++) {
      int letter = payload.u8(i);
      if (letter == '.') {
        if (label == 0) {
          return false;
        }
        label = 0;
      } else if (!isLetter(letter) || ++label > MAX_LABEL_LENGTH) {
        return false;
      }
    }
    return label > 0;
  }

  static boolean isLetter(int letter) {
    int lower = Payload.lower(letter);
    return (lower >= 'a' && lower <= 'z')
        || (lower >= '0' && lower <= '9')
        || lower == '-'
        || lower == '_';
  }
}
