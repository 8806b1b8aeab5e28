package io.tapline.wire.flow;

/**
 * From milliseconds of a router's uptime, which wraps after 49.7 days, to nanoseconds since the
 * epoch. An export tells its own instant on both clocks.
 */
public final class RouterClock {
  /** Uptime is counted modulo so many milliseconds. */
  public static final long WRAP_MILLIS = 1L << 32;

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private RouterClock() {}

  /**
   * When the router had been up for {@code uptimeMillis}.
   *
   * @param exportSeconds epoch seconds at export, unsigned 32 bits
   * @param exportNanos the nanoseconds to that, unsigned 32 bits
   * @param exportUptimeMillis uptime at export, unsigned 32 bits
   * @param uptimeMillis the instant looked for, unsigned 32 bits
   */
  public static long epochNanos(
      long exportSeconds, long exportNanos, long exportUptimeMillis, long uptimeMillis) {
    return exportSeconds * NANOS_PER_SECOND
        + exportNanos
        + sinceExportMillis(exportUptimeMillis, uptimeMillis) * NANOS_PER_MILLI;
  }

  /**
   * Milliseconds from the export to the instant. An instant up to 24.8 days after the export is
   * taken for a clock that is ahead; a later one lies before the last wrap.
   */
  public static long sinceExportMillis(long exportUptimeMillis, long uptimeMillis) {
    long difference = uptimeMillis - exportUptimeMillis;
    return difference > WRAP_MILLIS / 2 ? difference - WRAP_MILLIS : difference;
  }
}
