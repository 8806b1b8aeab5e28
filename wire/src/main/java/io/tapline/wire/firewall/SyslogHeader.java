package io.tapline.wire.firewall;

import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.text.Line;
import io.tapline.wire.text.LocalClock;
import io.tapline.wire.text.Numbers;
import io.tapline.wire.text.TimeField;

/**
 * What stands before the message of a log line: an optional {@code <PRI>}, then the time in one of
 * the forms of RFC 3164 ({@code Jan 2 15:04:05}, also with weekday, year or fraction), RFC 5424,
 * ISO 8601, or seconds of the epoch; then host and program. A struct filled by {@link #read}.
 */
final class SyslogHeader {
  /** Value of {@link #timeNanos} where the line has no time that can be read. */
  static final long NO_TIME = LocalClock.NONE;

  /** When it was logged, nanoseconds since the epoch, or {@link #NO_TIME}. */
  long timeNanos;

  /** Where the message begins. */
  int messageFrom;

  /** Whether the line may be of the kernel (or ulogd); false for those of other programs. */
  boolean fromKernel;

  /** Whether this line's time showed that earlier ones were given too late a year. */
  boolean yearCorrected;

  /** It says that the message is UTF-8 (RFC 5424, section 6.4). */
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private static final int LONGEST_PREFIX = 256;

  /** Behind the time that was found last. */
  private int timeBehind;

  private final TimeField time = new TimeField();
  private final SyslogTag tag = new SyslogTag();
  private final LocalClock clock;
  private final YearFinder years;

  SyslogHeader(LocalClock clock, YearFinder years) {
    this.clock = clock;
    this.years = years;
  }

  void read(Line line, FlowUnit unit) {
    int at = priority(line);
    timeNanos = NO_TIME;
    fromKernel = true;
    yearCorrected = false;
    messageFrom = at;
    if (at > line.start
        && at + 1 < line.end
        && line.bytes[at] == '1'
        && line.bytes[at + 1] == ' ') {
      rfc5424(line, at + 2);
    } else {
      int behind = time(line, unit, at);
      if (behind == at) {
        at = behindForeignPrefix(line, unit, at);
        behind = timeBehind;
      }
      tag.read(line, behind, behind > at);
      messageFrom = tag.messageFrom;
      fromKernel = tag.fromKernel;
    }
    if (timeNanos == NO_TIME && unit.exporterPort != 0) {
      timeNanos = unit.timeNanos;
    }
  }

  /**
   * Tools put names before the lines that they show: {@code kern.log:Nov 20 ...} (grep), {@code
   * fw-1 | Nov 20 ...} (containers). Where the line's own time begins; {@code at} when there is
   * none.
   */
  private int behindForeignPrefix(Line line, FlowUnit unit, int at) {
    int wordEnd = line.endOf(' ', at, line.end);
    int limit = Math.min(line.end, at + LONGEST_PREFIX);
    for (int i = at; i + 1 < limit; i++) {
      boolean grep = line.bytes[i] == ':' && i < wordEnd;
      boolean pipe = line.bytes[i] == '|' && line.bytes[i + 1] == ' ';
      int start = line.skipBlanks(i + 1, line.end);
      if ((grep || pipe) && calendarTime(line, unit, start) > start) {
        return start;
      }
    }
    timeBehind = at;
    return at;
  }

  private int calendarTime(Line line, FlowUnit unit, int at) {
    boolean iso = at + 4 < line.end && line.bytes[at + 4] == '-';
    timeBehind = iso ? iso(line, at) : classic(line, unit, at);
    return timeBehind;
  }

  /** Behind {@code <PRI>}, or the start. */
  private static int priority(Line line) {
    if (line.bytes[line.start] != '<') {
      return line.start;
    }
    int close = line.indexOf('>', line.start, Math.min(line.end, line.start + 5));
    return close < 0 ? line.start : close + 1;
  }

  /** Reads the time in whatever form; the position behind it, or {@code at} when there is none. */
  private int time(Line line, FlowUnit unit, int at) {
    int length = line.end - at;
    byte first = length > 0 ? line.bytes[at] : 0;
    if (first >= '0' && first <= '9') {
      return length > 4 && line.bytes[at + 4] == '-' ? iso(line, at) : epoch(line, at);
    }
    return first >= 'A' && first <= 'Z' ? classic(line, unit, at) : at;
  }

  private int iso(Line line, int at) {
    timeNanos = time.iso(line.bytes, at, line.end, clock);
    return timeNanos == NO_TIME ? at : time.end;
  }

  private int epoch(Line line, int at) {
    int end = line.endOf(' ', at, line.end);
    long nanos = Numbers.secondsToNanos(line.bytes, at, end);
    if (nanos < 0 || line.indexOf('.', at, end) < 0) {
      return at;
    }
    timeNanos = nanos;
    return end;
  }

  /** {@code [Www ]Mmm [d]d [yyyy ]hh:mm:ss[.fraction][ yyyy]}. */
  private int classic(Line line, FlowUnit unit, int from) {
    int at = from;
    int month = Months.number(line, at);
    if (month == Months.NONE) {
      at = line.skipBlanks(Math.min(line.end, at + 3), line.end);
      month = Months.number(line, at);
    }
    int dayFrom = line.skipBlanks(Math.min(line.end, at + 3), line.end);
    int dayEnd = line.endOf(' ', dayFrom, line.end);
    int day = Numbers.upTo(31, line.bytes, dayFrom, dayEnd);
    if (month == Months.NONE || day < 1) {
      return from;
    }
    return timeOfDay(line, unit, from, month, day, line.skipBlanks(dayEnd, line.end));
  }

  private int timeOfDay(Line line, FlowUnit unit, int from, int month, int day, int at) {
    int year = year(line, at);
    int timeFrom = year < 0 ? at : line.skipBlanks(at + 4, line.end);
    int second = time.secondOfDay(line.bytes, timeFrom, line.end);
    if (second < 0) {
      return from;
    }
    int end = time.end;
    int yearAt = line.skipBlanks(end, line.end);
    if (year < 0 && year(line, yearAt) >= 0) {
      year = year(line, yearAt);
      end = yearAt + 4;
    }
    if (year < 0) {
      timeNanos = years.nanos(unit, month, day, second, time.nanoOfSecond);
      yearCorrected = years.corrected();
    } else {
      timeNanos = clock.nanos(year, month, day, second, time.nanoOfSecond);
    }
    return end;
  }

  /** A word of exactly four digits, or -1. */
  private static int year(Line line, int at) {
    boolean alone = at + 4 < line.end && line.bytes[at + 4] == ' ';
    return alone ? Numbers.upTo(9999, line.bytes, at, at + 4) : -1;
  }

  /** {@code TIMESTAMP HOST APP PROCID MSGID STRUCTURED-DATA [MESSAGE]}, RFC 5424 section 6. */
  private void rfc5424(Line line, int from) {
    timeNanos = time.iso(line.bytes, from, line.end, clock);
    int hostFrom = next(line, from);
    int appFrom = next(line, hostFrom);
    int processFrom = next(line, appFrom);
    int dataFrom = next(line, next(line, processFrom));
    fromKernel = SyslogTag.isKernel(line, appFrom, Math.max(appFrom, processFrom - 1));
    int at = line.skipBlanks(StructuredData.end(line, dataFrom), line.end);
    at += line.startsWith(BYTE_ORDER_MARK, at, line.end) ? BYTE_ORDER_MARK.length : 0;
    messageFrom = SyslogTag.skipStamps(line, at);
  }

  private static int next(Line line, int from) {
    return Math.min(line.end, line.endOf(' ', from, line.end) + 1);
  }
}
