package io.tapline.wire.firewall;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tapline.wire.text.Line;
import io.tapline.wire.text.Numbers;

/**
 * {@code message repeated 3 times: [ MESSAGE]}: what rsyslog writes instead of so many more equal
 * messages. A struct filled by {@link #read}.
 */
final class RepeatedMessage {
  /** More would be more packets than a log has lines. */
  static final int MOST = 1_000_000_000;

  private static final byte[] MARK = "message repeated ".getBytes(US_ASCII);
  private static final byte[] TIMES = " times: [".getBytes(US_ASCII);
  private static final byte[] LAST = "last message repeated ".getBytes(US_ASCII);

  /** How many times the message came; 1 where it is no such line. */
  int times;

  /** Where the message begins. */
  int from;

  /** Reads from a position; the closing bracket is taken from the line. */
  void read(Line line, int at) {
    times = 1;
    from = at;
    if (!line.startsWith(MARK, at, line.end)) {
      return;
    }
    int digits = at + MARK.length;
    int end = line.endOf(' ', digits, line.end);
    int count = Numbers.upTo(MOST, line.bytes, digits, end);
    if (count > 0 && line.startsWith(TIMES, end, line.end)) {
      times = count;
      from = SyslogTag.skipStamps(line, line.skipBlanks(end + TIMES.length, line.end));
      line.end -= line.bytes[line.end - 1] == ']' ? 1 : 0;
    }
  }

  /** Whether it is the line of older loggers, which does not say whose message it repeats. */
  static boolean isOfUnknown(Line line, int at) {
    return line.startsWith(LAST, at, line.end);
  }
}
