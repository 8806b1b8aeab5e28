package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * Syslog by its priority of 0 to 191 in angle brackets and what has to follow: a time as in {@code
 * Oct 11 22:14:15} (RFC 3164, section 4.1), or version 1 and a date or a hyphen (RFC 5424, section
 * 6). Over TCP also behind the octet count (RFC 6587, section 3.4.1). Messages without a time have
 * nothing that would tell them from other text.
 */
final class SyslogIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("syslog");
  private static final int MAX_PRIORITY = 191;
  private static final int MAX_PRIORITY_DIGITS = 3;
  private static final int MAX_COUNT_DIGITS = 5;
  private static final byte[] VERSION = Ascii.bytes("1 ");
  private static final byte[][] MONTHS =
      Ascii.allBytes(
          "Jan ", "Feb ", "Mar ", "Apr ", "May ", "Jun ", "Jul ", "Aug ", "Sep ", "Oct ", "Nov ",
          "Dec ");

  @Override
  public boolean mayBegin(int first) {
    return first == '<' || Ascii.isDigit(first);
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    int from = payload.isTcp() ? behindCount(payload) : 0;
    int text = payload.u8(from) == '<' ? behindPriority(payload, from + 1) : -1;
    if (text < 0) {
      return false;
    }
    return payload.hasAt(text, VERSION)
        ? isDate(payload, text + VERSION.length)
        : isMonth(payload, text) && isDayAndTime(payload, text + MONTHS[0].length);
  }

  /** Index behind the octet count and its blank; 0 where there is none. */
  private static int behindCount(Payload payload) {
    int at = 0;
    while (at < MAX_COUNT_DIGITS && Ascii.isDigit(payload.u8(at))) {
      at++;
    }
    return at > 0 && payload.u8(at) == ' ' ? at + 1 : 0;
  }

  /** Index behind the closing bracket of a priority without leading zeros, or -1. */
  private static int behindPriority(Payload payload, int from) {
    int priority = 0;
    int at = from;
    while (at < from + MAX_PRIORITY_DIGITS && Ascii.isDigit(payload.u8(at))) {
      priority = priority * 10 + payload.u8(at) - '0';
      at++;
    }
    boolean plain = at == from + 1 || (at > from && payload.u8(from) != '0');
    return plain && priority <= MAX_PRIORITY && payload.u8(at) == '>' ? at + 1 : -1;
  }

  /** A hyphen for no time, or a year, month and day before the T. */
  private static boolean isDate(Payload payload, int at) {
    if (payload.u8(at) == '-') {
      return payload.u8(at + 1) == ' ';
    }
    return Ascii.areDigits(payload, at, 4)
        && payload.u8(at + 4) == '-'
        && Ascii.areDigits(payload, at + 5, 2)
        && payload.u8(at + 7) == '-'
        && Ascii.areDigits(payload, at + 8, 2)
        && payload.u8(at + 10) == 'T';
  }

  private static boolean isMonth(Payload payload, int at) {
    for (byte[] month : MONTHS) {
      if (payload.hasAt(at, month)) {
        return true;
      }
    }
    return false;
  }

  /** The day with a blank or 0 in place of its first digit, and the time of the day. */
  private static boolean isDayAndTime(Payload payload, int at) {
    return (payload.u8(at) == ' ' || Ascii.isDigit(payload.u8(at)))
        && Ascii.isDigit(payload.u8(at + 1))
        && payload.u8(at + 2) == ' '
        && Ascii.areDigits(payload, at + 3, 2)
        && payload.u8(at + 5) == ':'
        && Ascii.areDigits(payload, at + 6, 2)
        && payload.u8(at + 8) == ':'
        && Ascii.areDigits(payload, at + 9, 2);
  }
}
