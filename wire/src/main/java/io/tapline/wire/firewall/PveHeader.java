package io.tapline.wire.firewall;

import io.tapline.wire.text.Line;
import io.tapline.wire.text.LocalClock;
import io.tapline.wire.text.Numbers;
import io.tapline.wire.text.TimeField;
import java.time.ZoneOffset;

/**
 * What the firewall of Proxmox VE writes before a message, in its own log and in syslog: {@code
 * VMID LEVEL CHAIN 20/Nov/2026:11:00:22 +0100 policy DROP: }. The time is the packet's own. A
 * struct filled by {@link #read}.
 */
final class PveHeader {
  private static final int DATE_LENGTH = "20/Nov/2026:".length();
  private static final int OFFSET_LENGTH = "+0100".length();
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final TimeField time = new TimeField();
  private final LocalClock utc = new LocalClock(ZoneOffset.UTC);

  /** The chain's name lies in [chainFrom, chainTo). */
  int chainFrom;

  int chainTo;

  /** Where the message begins. */
  int messageFrom;

  /** Nanoseconds since the epoch. */
  long timeNanos;

  /** Whether such a header stands at the position. */
  boolean read(Line line, int from) {
    int level = behindNumber(line, from);
    int chain = level < 0 ? level : behindNumber(line, level);
    if (chain < 0) {
      return false;
    }
    chainFrom = chain;
    chainTo = line.endOf(' ', chain, line.end);
    return chainTo > chain && time(line, line.skipBlanks(chainTo, line.end));
  }

  private static int behindNumber(Line line, int from) {
    int end = line.endOf(' ', from, line.end);
    return Numbers.unsigned(line.bytes, from, end) < 0 ? -1 : line.skipBlanks(end, line.end);
  }

  private boolean time(Line line, int at) {
    int timeFrom = at + DATE_LENGTH;
    if (timeFrom + 1 + OFFSET_LENGTH > line.end || line.bytes[at + 2] != '/') {
      return false;
    }
    int day = Numbers.upTo(31, line.bytes, at, at + 2);
    int month = Months.number(line, at + 3, '/');
    int year = Numbers.upTo(9999, line.bytes, at + 7, at + 11);
    int second = time.secondOfDay(line.bytes, timeFrom, line.end);
    int zoneFrom = time.end + 1;
    int offset = second < 0 ? 0 : offset(line, zoneFrom);
    if (second < 0 || offset == Integer.MIN_VALUE || !LocalClock.exists(year, month, day)) {
      return false;
    }
    timeNanos = utc.nanos(year, month, day, second, 0) - offset * NANOS_PER_SECOND;
    messageFrom = line.skipBlanks(zoneFrom + OFFSET_LENGTH, line.end);
    return true;
  }

  /** {@code +hhmm} in seconds, or the least number. */
  private static int offset(Line line, int at) {
    if (at + OFFSET_LENGTH > line.end || (line.bytes[at] != '+' && line.bytes[at] != '-')) {
      return Integer.MIN_VALUE;
    }
    int hours = Numbers.upTo(18, line.bytes, at + 1, at + 3);
    int minutes = Numbers.upTo(59, line.bytes, at + 3, at + 5);
    int seconds = hours * 3600 + minutes * 60;
    if (hours < 0 || minutes < 0) {
      return Integer.MIN_VALUE;
    }
    return line.bytes[at] == '-' ? -seconds : seconds;
  }
}
