package io.tapline.flowlog.identify;

import io.tapline.wire.address.IpAddress;
import io.tapline.wire.address.IpAddresses;
import org.jspecify.annotations.Nullable;

/**
 * Reads words and numbers of a payload in lines of text, from left to right. Reused for all
 * payloads.
 */
final class PayloadLine {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_DIGITS = 5;
  private static final int MAX_ADDRESS_LENGTH = 45;

  private final Payload payload;
  private int start;
  private int at;

  PayloadLine(Payload payload) {
    this.payload = payload;
  }

  /** Goes to the first line. */
  void first() {
    start = 0;
    at = 0;
  }

  /** Goes to the next line; false where none begins in the payload. */
  boolean next() {
    while (payload.u8(start) >= 0 && payload.u8(start) != '\n') {
      start++;
    }
    start++;
    at = start;
    return payload.u8(start) >= 0;
  }

  /** Whether the line begins so; if it does what is read next stands behind that. */
  boolean begins(byte[] expected) {
    if (!payload.hasAt(start, expected)) {
      return false;
    }
    at = start + expected.length;
    return true;
  }

  /** Goes behind the next such letter of the line; false where there is none. */
  boolean skipBehind(int letter) {
    while (payload.u8(at) != letter) {
      if (isEnd(payload.u8(at))) {
        return false;
      }
      at++;
    }
    at++;
    return true;
  }

  /** Goes to the next digit of the line; false where there is none. */
  boolean skipToDigit() {
    while (!Ascii.isDigit(payload.u8(at))) {
      if (isEnd(payload.u8(at))) {
        return false;
      }
      at++;
    }
    return true;
  }

  /** The letter that is read next, or -1. */
  int letter() {
    return payload.u8(at);
  }

  /** Whether this is what is read next. */
  boolean continues(byte[] expected) {
    return payload.hasAt(at, expected);
  }

  /** A number of up to five digits, at most 65,535; -1 where there is none. */
  int number() {
    int number = -1;
    for (int i = 0; i < MAX_DIGITS && Ascii.isDigit(payload.u8(at)); i++) {
      number = Math.max(0, number) * 10 + payload.u8(at++) - '0';
    }
    return number > MAX_PORT || Ascii.isDigit(payload.u8(at)) ? -1 : number;
  }

  /** The address that ends with the word; null where it is none. */
  @Nullable IpAddress address() {
    StringBuilder text = new StringBuilder();
    while (isInAddress(payload.u8(at)) && text.length() < MAX_ADDRESS_LENGTH) {
      text.append((char) payload.u8(at++));
    }
    try {
      return IpAddresses.parse(text.toString());
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static boolean isInAddress(int letter) {
    return letter == '.' || letter == ':' || Character.digit(letter, 16) >= 0;
  }

  private static boolean isEnd(int letter) {
    return letter < 0 || letter == '\n' || letter == '\r';
  }
}
