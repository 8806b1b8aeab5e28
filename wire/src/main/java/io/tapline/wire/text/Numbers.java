package io.tapline.wire.text;

/** Numbers as ASCII digits in [from, to) of some bytes. Never an exception. */
public final class Numbers {
  /** Answer for everything that is no such number; no function here returns it otherwise. */
  public static final long NONE = -1;

  /** 18 digits always fit a long. */
  private static final int MOST_DIGITS = 18;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Seconds whose nanoseconds fit a long: the year 2262. */
  private static final long MOST_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND - 1;

  private Numbers() {}

  /** Decimal digits only, 1 to 18 of them. */
  public static long unsigned(byte[] bytes, int from, int to) {
    if (to <= from || to - from > MOST_DIGITS) {
      return NONE;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** As {@link #unsigned}, and not above {@code most}. */
  public static int upTo(int most, byte[] bytes, int from, int to) {
    long value = unsigned(bytes, from, to);
    return value <= most ? (int) value : (int) NONE;
  }

  /** Hexadecimal digits of either case, 1 to 8, with or without {@code 0x}. */
  public static long hex(byte[] bytes, int from, int to) {
    int at = to - from > 2 && bytes[from] == '0' && bytes[from + 1] == 'x' ? from + 2 : from;
    if (to <= at || to - at > 8) {
      return NONE;
    }
    long value = 0;
    for (; at < to; at++) {
      int digit = hexDigit(bytes[at]);
      if (digit < 0) {
        return NONE;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** 0 to 15, or {@link #NONE}. */
  public static int hexDigit(byte digit) {
    if (digit >= '0' && digit <= '9') {
      return digit - '0';
    }
    int letter = digit | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : (int) NONE;
  }

  /** Seconds with or without a fraction ({@code 1697055255.123456}) as nanoseconds, exactly. */
  public static long secondsToNanos(byte[] bytes, int from, int to) {
    int dot = from;
    while (dot < to && bytes[dot] != '.') {
      dot++;
    }
    long seconds = unsigned(bytes, from, dot);
    if (seconds < 0 || seconds > MOST_SECONDS) {
      return NONE;
    }
    long fraction = dot == to ? 0 : fractionToNanos(bytes, dot + 1, to);
    return fraction < 0 ? NONE : seconds * NANOS_PER_SECOND + fraction;
  }

  /** The digits behind a decimal point as nanoseconds; what is below a nanosecond is cut off. */
  public static long fractionToNanos(byte[] bytes, int from, int to) {
    if (to <= from) {
      return NONE;
    }
    long nanos = 0;
    long unit = NANOS_PER_SECOND / 10;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      nanos += digit * unit;
      unit /= 10;
    }
    return nanos;
  }
}
