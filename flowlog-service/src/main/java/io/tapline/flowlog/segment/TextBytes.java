package io.tapline.flowlog.segment;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Texts as UTF-8 in one reused array; ASCII, which nearly all of them are, without allocation. */
final class TextBytes {
  private byte[] bytes = new byte[256];

  byte[] bytes() {
    return bytes;
  }

  /** Encodes into {@link #bytes}; returns the length. */
  int asIs(String text) {
    return encodeAscii(text, false) ? text.length() : encode(text);
  }

  /** Encodes in lower case. */
  int lowerCase(String text) {
    return encodeAscii(text, true) ? text.length() : encode(text.toLowerCase(Locale.ROOT));
  }

  private boolean encodeAscii(String text, boolean lower) {
    int length = text.length();
    if (bytes.length < length) {
      bytes = new byte[Math.max(length, bytes.length * 2)];
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return false;
      }
      bytes[i] = (byte) (lower && c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return true;
  }

  private int encode(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < encoded.length) {
      bytes = Arrays.copyOf(encoded, encoded.length);
    } else {
      System.arraycopy(encoded, 0, bytes, 0, encoded.length);
    }
    return encoded.length;
  }
}
