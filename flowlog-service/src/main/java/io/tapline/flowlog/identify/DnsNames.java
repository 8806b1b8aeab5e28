package io.tapline.flowlog.identify;

import java.nio.charset.StandardCharsets;

/**
 * Names of DNS messages as text (RFC 1035, section 5.1; RFC 4343): lower case, a dot between
 * labels. A label may have any bytes: a dot and a backslash within it stand behind a backslash,
 * bytes that cannot be printed as a backslash and three decimal digits.
 */
final class DnsNames {
  private static final int MAX_LENGTH = 253;
  private static final int MAX_LABEL_LENGTH = 63;

  private DnsNames() {}

  /**
   * The first name of a message, in which no pointer can stand; empty for the root, and where there
   * is none.
   */
  static String first(Payload message, int from) {
    int end = endOf(message, from);
    return end > from && isPlain(message, from, end)
        ? plain(message, from, end)
        : escaped(message, from, end);
  }

  /** Whether no byte of the labels is escaped. */
  private static boolean isPlain(Payload message, int from, int end) {
    int label = from;
    for (int at = from; at < end; at++) {
      int letter = message.u8(at);
      if (at == label) {
        label += 1 + letter;
      } else if (!HostNames.isLetter(letter)) {
        return false;
      }
    }
    return true;
  }

  private static String plain(Payload message, int from, int end) {
    byte[] name = new byte[end - from - 1];
    int label = from + 1 + message.u8(from);
    for (int at = from + 1; at < end; at++) {
      int letter = message.u8(at);
      boolean border = at == label;
      label += border ? 1 + letter : 0;
      name[at - from - 1] = (byte) (border ? '.' : Payload.lower(letter));
    }
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  private static String escaped(Payload message, int from, int end) {
    StringBuilder name = new StringBuilder(Math.max(0, end - from));
    for (int at = from; at < end; ) {
      int length = message.u8(at);
      if (at > from) {
        name.append('.');
      }
      for (int i = at + 1; i <= at + length; i++) {
        append(name, Payload.lower(message.u8(i)));
      }
      at += 1 + length;
    }
    return name.toString();
  }

  private static void append(StringBuilder name, int letter) {
    if (letter == '.' || letter == '\\') {
      name.append('\\').append((char) letter);
    } else if (letter > ' ' && letter < 0x7f) {
      name.append((char) letter);
    } else {
      name.append('\\').append((char) ('0' + letter / 100));
      name.append((char) ('0' + letter / 10 % 10)).append((char) ('0' + letter % 10));
    }
  }

  /** Index of the root label, or -1. */
  static int endOf(Payload message, int from) {
    int at = from;
    while (at - from <= MAX_LENGTH + 1) {
      int length = message.u8(at);
      if (length <= 0 || length > MAX_LABEL_LENGTH) {
        return length == 0 ? at : -1;
      }
      at += 1 + length;
    }
    return -1;
  }
}
