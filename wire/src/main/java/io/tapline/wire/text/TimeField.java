package io.tapline.wire.text;

import java.time.ZoneOffset;

/**
 * Reads times of day and ISO 8601 / RFC 3339 times in place. Each reading sets {@link #end} to the
 * position behind what it took. For one thread.
 */
public final class TimeField {
  /** Answer where there is no such time. */
  public static final long NONE = LocalClock.NONE;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int SECONDS_PER_DAY = 86_400;

  /** Position behind the last time read. */
  public int end;

  /** Fraction of the last time of day read, in nanoseconds. */
  public long nanoOfSecond;

  private final LocalClock utc = new LocalClock(ZoneOffset.UTC);

  /**
   * {@code hh:mm:ss[.fraction]} as second of the day, or -1. The fraction goes to {@link
   * #nanoOfSecond}.
   */
  public int secondOfDay(byte[] bytes, int from, int to) {
    nanoOfSecond = 0;
    end = from + 8;
    if (end > to || bytes[from + 2] != ':' || bytes[from + 5] != ':') {
      return -1;
    }
    int hour = Numbers.upTo(23, bytes, from, from + 2);
    int minute = Numbers.upTo(59, bytes, from + 3, from + 5);
    int second = Numbers.upTo(60, bytes, from + 6, from + 8);
    if (hour < 0 || minute < 0 || second < 0) {
      return -1;
    }
    fraction(bytes, to);
    return Math.min(hour * 3600 + minute * 60 + second, SECONDS_PER_DAY - 1);
  }

  private void fraction(byte[] bytes, int to) {
    if (end + 1 < to && (bytes[end] == '.' || bytes[end] == ',') && isDigit(bytes[end + 1])) {
      int from = end + 1;
      end = from;
      while (end < to && isDigit(bytes[end])) {
        end++;
      }
      nanoOfSecond = Numbers.fractionToNanos(bytes, from, end);
    }
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /**
   * {@code yyyy-mm-dd hh:mm:ss} with {@code T} or a blank between, a fraction or none, and {@code
   * Z}, an offset ({@code +hh:mm}, {@code +hhmm}) or nothing behind: then the time is that of the
   * given clock. Nanoseconds since the epoch, or {@link #NONE}.
   */
  public long iso(byte[] bytes, int from, int to, LocalClock local) {
    if (to - from < 19 || bytes[from + 4] != '-' || bytes[from + 7] != '-') {
      return NONE;
    }
    int year = Numbers.upTo(9999, bytes, from, from + 4);
    int month = Numbers.upTo(12, bytes, from + 5, from + 7);
    int day = Numbers.upTo(31, bytes, from + 8, from + 10);
    boolean separated = bytes[from + 10] == 'T' || bytes[from + 10] == ' ';
    int second = secondOfDay(bytes, from + 11, to);
    if (!separated || second < 0) {
      return NONE;
    }
    return zoned(bytes, to, year, month, day, second, local);
  }

  private long zoned(
      byte[] bytes, int to, int year, int month, int day, int second, LocalClock local) {
    if (end == to || (bytes[end] != 'Z' && bytes[end] != '+' && bytes[end] != '-')) {
      return local.nanos(year, month, day, second, nanoOfSecond);
    }
    long nanos = utc.nanos(year, month, day, second, nanoOfSecond);
    int offset = offsetSeconds(bytes, to);
    boolean read = nanos != NONE && offset != Integer.MIN_VALUE;
    return read ? nanos - offset * NANOS_PER_SECOND : NONE;
  }

  private int offsetSeconds(byte[] bytes, int to) {
    byte sign = bytes[end++];
    if (sign == 'Z') {
      return 0;
    }
    int colon = end + 2 < to && bytes[end + 2] == ':' ? 1 : 0;
    int behind = end + 4 + colon;
    if (behind > to) {
      return Integer.MIN_VALUE;
    }
    int hours = Numbers.upTo(18, bytes, end, end + 2);
    int minutes = Numbers.upTo(59, bytes, end + 2 + colon, behind);
    end = behind;
    if (hours < 0 || minutes < 0) {
      return Integer.MIN_VALUE;
    }
    int seconds = hours * 3600 + minutes * 60;
    return sign == '-' ? -seconds : seconds;
  }
}
