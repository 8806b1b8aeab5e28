package io.tapline.wire.capture;

/**
 * Unit of pcapng times (option if_tsresol): a power of ten or of two per second.
 *
 * @param binaryDigits of the fraction when a power of two; -1 for a power of ten
 * @param multiplier nanoseconds per unit when the unit is a nanosecond or longer
 * @param divisor units per nanosecond when the unit is shorter; 0 = so short that all times are 0
 */
record TimeResolution(int binaryDigits, long multiplier, long divisor) {
  static final TimeResolution MICROSECONDS = decimal(6);

  private static final int BINARY = 0x80;
  private static final int NANOSECONDS_DIGITS = 9;
  private static final int LARGEST_POWER_OF_TEN = 18;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  static TimeResolution of(int option) {
    return (option & BINARY) != 0 ? new TimeResolution(option & ~BINARY, 0, 0) : decimal(option);
  }

  private static TimeResolution decimal(int digits) {
    int shorter = digits - NANOSECONDS_DIGITS;
    return shorter <= 0
        ? new TimeResolution(-1, power(-shorter), 1)
        : new TimeResolution(-1, 1, shorter > LARGEST_POWER_OF_TEN ? 0 : power(shorter));
  }

  private static long power(int digits) {
    long power = 1;
    for (int i = 0; i < digits; i++) {
      power *= 10;
    }
    return power;
  }

  /** Nanoseconds of a time in units; the units are unsigned, the result wraps in the year 2262. */
  long toNanos(long units) {
    if (binaryDigits >= 0) {
      return binary(units);
    }
    if (divisor == 1) {
      return units * multiplier;
    }
    return divisor == 0 ? 0 : Long.divideUnsigned(units, divisor);
  }

  private long binary(long units) {
    if (binaryDigits == 0) {
      return units * NANOS_PER_SECOND;
    }
    if (binaryDigits >= Long.SIZE) {
      return 0;
    }
    long seconds = units >>> binaryDigits;
    long fraction = units & ((1L << binaryDigits) - 1);
    long high = Math.unsignedMultiplyHigh(fraction, NANOS_PER_SECOND);
    long low = fraction * NANOS_PER_SECOND;
    return seconds * NANOS_PER_SECOND + (high << (Long.SIZE - binaryDigits) | low >>> binaryDigits);
  }
}
