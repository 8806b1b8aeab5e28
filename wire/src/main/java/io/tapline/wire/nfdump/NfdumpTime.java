package io.tapline.wire.nfdump;

import io.tapline.wire.text.LocalClock;
import io.tapline.wire.text.Numbers;
import io.tapline.wire.text.TimeField;

/** The ways in which nfdump prints times: as dates, seconds or milliseconds of the epoch. */
final class NfdumpTime {
  /** Whole numbers above it are milliseconds. */
  private static final long MOST_WHOLE_SECONDS = 100_000_000_000L;

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final TimeField time = new TimeField();
  private final LocalClock clock;

  NfdumpTime(LocalClock clock) {
    this.clock = clock;
  }

  /** Nanoseconds since the epoch; negative when it is no time. */
  long nanos(byte[] bytes, int from, int to) {
    if (to - from > 4 && bytes[from + 4] == '-') {
      long nanos = time.iso(bytes, from, to, clock);
      return time.end == to ? nanos : Numbers.NONE;
    }
    long whole = Numbers.unsigned(bytes, from, to);
    if (whole > MOST_WHOLE_SECONDS && whole < Long.MAX_VALUE / NANOS_PER_MILLI) {
      return whole * NANOS_PER_MILLI;
    }
    return Numbers.secondsToNanos(bytes, from, to);
  }

  /** Seconds, or {@code hh:mm:ss.mmm}, as nanoseconds; negative when it is neither. */
  long duration(byte[] bytes, int from, int to) {
    if (to - from > 2 && bytes[from + 2] == ':') {
      int seconds = time.secondOfDay(bytes, from, to);
      return seconds < 0 ? Numbers.NONE : seconds * NANOS_PER_SECOND + time.nanoOfSecond;
    }
    return Numbers.secondsToNanos(bytes, from, to);
  }
}
