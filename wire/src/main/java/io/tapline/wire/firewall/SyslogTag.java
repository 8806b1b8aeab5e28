package io.tapline.wire.firewall;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tapline.wire.text.Line;

/**
 * Host and program of a classic log line, and the kernel's own time stamp. What users can write
 * into the lines of other programs (names, commands) must not pass for a packet: a line with
 * another program's tag is not the kernel's. A struct filled by {@link #read}.
 */
final class SyslogTag {
  private static final byte[] KERNEL = "kernel".getBytes(US_ASCII);
  private static final byte[] ULOGD = "ulogd".getBytes(US_ASCII);
  private static final byte[] NETFILTER_START = "IN=".getBytes(US_ASCII);

  int messageFrom;
  boolean fromKernel;

  /** Reads from behind the time; a line that has none has no host either. */
  void read(Line line, int from, boolean hasHost) {
    int at = line.skipBlanks(from, line.end);
    if (hasHost && !isTag(line, at) && !startsBracket(line, at)) {
      at = line.skipBlanks(line.endOf(' ', at, line.end), line.end);
    }
    fromKernel = true;
    if (isTag(line, at)) {
      at = program(line, at);
    }
    messageFrom = skipStamps(line, at);
  }

  private static boolean startsBracket(Line line, int at) {
    return at < line.end && line.bytes[at] == '[';
  }

  /** Whether a word that ends with a colon stands here. */
  private static boolean isTag(Line line, int at) {
    int end = line.endOf(' ', at, line.end);
    return end > at && line.bytes[end - 1] == ':' && line.bytes[at] != '[';
  }

  /** The program's name is skipped; a prefix right before {@code IN=} is none. */
  private int program(Line line, int at) {
    int end = line.endOf(' ', at, line.end);
    int bracket = line.indexOf('[', at, end);
    int nameEnd = bracket < 0 ? end - 1 : bracket;
    if (isKernel(line, at, nameEnd)) {
      return line.skipBlanks(end, line.end);
    }
    boolean prefix =
        bracket < 0 && line.startsWith(NETFILTER_START, line.skipBlanks(end, line.end), line.end);
    fromKernel = prefix;
    return at;
  }

  /** Whether this name is the kernel's, ulogd's, or not told. */
  static boolean isKernel(Line line, int from, int to) {
    boolean untold = to - from == 1 && line.bytes[from] == '-';
    return untold || line.is(KERNEL, from, to) || line.is(ULOGD, from, to);
  }

  /** Skips {@code [12345.678901]} and {@code [T123]}. */
  static int skipStamps(Line line, int from) {
    int at = from;
    while (startsBracket(line, at)) {
      int close = line.indexOf(']', at, Math.min(line.end, at + 32));
      if (close < 0 || !isStamp(line, at + 1, close)) {
        return at;
      }
      at = line.skipBlanks(close + 1, line.end);
    }
    return at;
  }

  private static boolean isStamp(Line line, int from, int to) {
    int at = line.skipBlanks(from, to);
    if (at < to && (line.bytes[at] == 'T' || line.bytes[at] == 'C')) {
      at++;
    }
    for (int i = at; i < to; i++) {
      boolean digit = line.bytes[i] >= '0' && line.bytes[i] <= '9';
      if (!digit && line.bytes[i] != '.') {
        return false;
      }
    }
    return to > at;
  }
}
