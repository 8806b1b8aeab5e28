package io.tapline.flowlog.identify;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * CoAP over UDP by a request: version 1, to be confirmed or not, a token of at most 8 bytes, a
 * method of 0.01 to 0.07, and options of registered numbers as far as the end or the payload's
 * marker, among them a host, path or query in printable text (RFC 7252, sections 3 and 5.10; RFC
 * 8132). Answers have too little to go by.
 */
final class CoapIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("coap");

  /** Version and the higher bit of the type. */
  private static final int REQUEST_MASK = 0xe0;

  private static final int REQUEST = 0x40;
  private static final int MAX_TOKEN_LENGTH = 8;
  private static final int LAST_METHOD = 7;
  private static final int HEADER_LENGTH = 4;
  private static final int MARKER = 0xff;
  private static final int ONE_MORE_BYTE = 13;
  private static final int TWO_MORE_BYTES = 14;
  private static final int RESERVED = 15;
  private static final int MAX_OPTIONS = 64;
  private static final int URI_HOST = 3;
  private static final int URI_PATH = 11;
  private static final int URI_QUERY = 15;

  /** IANA's option numbers in order, without those of answers only. */
  private static final int[] REGISTERED = {
    1, 3, 4, 5, 6, 7, 9, 11, 12, 15, 16, 17, 19, 21, 23, 27, 28, 31, 35, 39, 60, 252, 258, 292
  };

  @Override
  public boolean mayBegin(int first) {
    return (first & REQUEST_MASK) == REQUEST && (first & 15) <= MAX_TOKEN_LENGTH;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private boolean matches(Payload payload) {
    int first = payload.u8(0);
    int method = payload.u8(1);
    return !payload.isTcp()
        && mayBegin(first)
        && method >= 1
        && method <= LAST_METHOD
        && areOptions(payload, HEADER_LENGTH + (first & 15));
  }

  private static boolean areOptions(Payload payload, int from) {
    int at = from;
    int number = 0;
    boolean named = false;
    for (int i = 0; i < MAX_OPTIONS && at < payload.wireLength(); i++) {
      int begin = payload.u8(at);
      if (begin == MARKER) {
        return named && at + 1 < payload.wireLength();
      }
      int delta = begin >> 4;
      int length = begin & 15;
      int more = at + 1 + extra(delta);
      int value = more + extra(length);
      if (begin < 0 || delta == RESERVED || length == RESERVED || payload.u8(value - 1) < 0) {
        return false;
      }
      number += extended(payload, at + 1, delta);
      int bytes = extended(payload, more, length);
      if (!isRegistered(number) || (isText(number) && !isPrintable(payload, value, bytes))) {
        return false;
      }
      named |= isText(number);
      at = value + bytes;
    }
    return named && at == payload.wireLength();
  }

  /** How many bytes follow that extend a delta or a length. */
  private static int extra(int nibble) {
    return nibble == ONE_MORE_BYTE ? 1 : nibble == TWO_MORE_BYTES ? 2 : 0;
  }

  private static int extended(Payload payload, int at, int nibble) {
    return switch (nibble) {
      case ONE_MORE_BYTE -> ONE_MORE_BYTE + payload.u8(at);
      case TWO_MORE_BYTES -> 269 + payload.u16(at);
      default -> nibble;
    };
  }

  private static boolean isText(int option) {
    return option == URI_HOST || option == URI_PATH || option == URI_QUERY;
  }

  /** Letters of UTF-8 count as printable. */
  private static boolean isPrintable(Payload payload, int from, int length) {
    for (int at = from; at < from + length; at++) {
      if (payload.u8(at) < ' ' || payload.u8(at) == 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static boolean isRegistered(int option) {
    return Arrays.binarySearch(REGISTERED, option) >= 0;
  }
}
