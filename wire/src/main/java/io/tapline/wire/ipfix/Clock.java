package io.tapline.wire.ipfix;

import io.tapline.wire.flow.RouterClock;

/** How a field tells an instant. */
enum Clock {
  NANOSECONDS,
  MICROSECONDS,
  MILLISECONDS,
  SECONDS,
  /** Microseconds before the export. */
  DELTA,
  /** Milliseconds since the exporter began. */
  UPTIME;

  /** From 1900-01-01, where NTP's first era began, to 1970-01-01. */
  private static final long NTP_TO_EPOCH_SECONDS = 2_208_988_800L;

  private static final long NTP_ERA_SECONDS = 1L << 32;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long NANOS_PER_MICRO = 1_000L;

  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final long HALF = 1L << 31;

  /**
   * Nanoseconds since the epoch; 0 when the field holds 0, which no exporter means.
   *
   * @param bootMillis when the exporter began, if a record tells; 0 = the header's clocks count
   */
  long epochNanos(long value, long bootMillis, ExportContext context) {
    return switch (this) {
      case NANOSECONDS -> ntp(value, NANOS_PER_SECOND);
      case MICROSECONDS -> ntp(value, MICROS_PER_SECOND);
      case MILLISECONDS -> value * NANOS_PER_MILLI;
      case SECONDS -> value * NANOS_PER_SECOND;
      case DELTA -> context.exportNanos() - value * NANOS_PER_MICRO;
      case UPTIME -> uptime(value, bootMillis, context);
    };
  }

  /** Rounded to the unit. Seconds before 1970 are of the era that begins in 2036. */
  private static long ntp(long value, long unitsPerSecond) {
    if (value == 0) {
      return 0;
    }
    long seconds = (value >>> 32) - NTP_TO_EPOCH_SECONDS;
    long inEra = seconds < 0 ? seconds + NTP_ERA_SECONDS : seconds;
    long units = ((value & 0xFFFF_FFFFL) * unitsPerSecond + HALF) >>> 32;
    return inEra * NANOS_PER_SECOND + units * (NANOS_PER_SECOND / unitsPerSecond);
  }

  private static long uptime(long value, long bootMillis, ExportContext context) {
    long uptimeMillis =
        bootMillis == 0
            ? context.uptimeMillis
            : context.exportSeconds * 1000 - bootMillis & RouterClock.WRAP_MILLIS - 1;
    long since = RouterClock.sinceExportMillis(uptimeMillis, value & RouterClock.WRAP_MILLIS - 1);
    return context.exportNanos() + since * NANOS_PER_MILLI;
  }
}
