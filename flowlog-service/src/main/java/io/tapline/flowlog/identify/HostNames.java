package io.tapline.flowlog.identify;

import io.tapline.wire.address.IpAddresses;
import java.nio.charset.StandardCharsets;

/** Host names as they stand in payloads. */
final class HostNames {
  static final int MAX_LENGTH = 253;

  private static final int MAX_LABEL_LENGTH = 63;
  private static final int MAX_ADDRESS_LENGTH = 45;

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

  /**
   * The host of an authority, with or without a port (RFC 3986, section 3.2): a name, or an
   * address, of IPv6 without its brackets; empty when it is neither.
   */
  static String authority(Payload payload, int from) {
    if (payload.u8(from) == '[') {
      return address(payload, from + 1);
    }
    int end = from;
    while (isLetter(payload.u8(end)) || payload.u8(end) == '.') {
      end++;
    }
    return end > from && isEnd(payload.u8(end)) ? of(payload, from, end - from) : "";
  }

  private static boolean isEnd(int letter) {
    return letter <= ' ' || letter == ':' || letter == '/';
  }

  private static String address(Payload payload, int from) {
    StringBuilder text = new StringBuilder();
    for (int at = from; payload.u8(at) != ']'; at++) {
      if (payload.u8(at) <= ' ' || text.length() > MAX_ADDRESS_LENGTH) {
        return "";
      }
      text.append((char) payload.u8(at));
    }
    try {
      return IpAddresses.parse(text.toString()).toString();
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  /** Whether a host is an address: those of IPv4 end in a digit, those of IPv6 have colons. */
  static boolean isAddress(String host) {
    return !host.isEmpty()
        && (host.indexOf(':') >= 0 || Character.isDigit(host.charAt(host.length() - 1)));
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
