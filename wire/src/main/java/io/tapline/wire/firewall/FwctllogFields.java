package io.tapline.wire.firewall;

import io.tapline.wire.text.AddressField;
import io.tapline.wire.text.Line;
import io.tapline.wire.text.Numbers;
import io.tapline.wire.text.WordCache;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Where the 19 fields of a fwctllog line stand: TIME ACTION DEVICE IF CHAIN PROTO PROTO_NAME SRC_IP
 * SRC_HOST SRC_IF SRC_ALIAS SRC_PORT SRC_SERV DST_IP DST_HOST DST_IF DST_ALIAS DST_PORT DST_SERV,
 * between {@code |}. Empty fields are not known; the last one may be absent. Filled anew by each
 * {@link #split} and {@link #scan}; the bytes must not change while fields are read. For one
 * thread.
 */
public final class FwctllogFields {
  public static final int TIME = 0;
  public static final int ACTION = 1;
  public static final int DEVICE = 2;
  public static final int INTERFACE = 3;
  public static final int CHAIN = 4;
  public static final int PROTOCOL = 5;
  public static final int PROTOCOL_NAME = 6;
  public static final int SOURCE_IP = 7;
  public static final int SOURCE_HOST = 8;
  public static final int SOURCE_INTERFACE = 9;
  public static final int SOURCE_ALIAS = 10;
  public static final int SOURCE_PORT = 11;
  public static final int SOURCE_SERVICE = 12;
  public static final int DESTINATION_IP = 13;
  public static final int DESTINATION_HOST = 14;
  public static final int DESTINATION_INTERFACE = 15;
  public static final int DESTINATION_ALIAS = 16;
  public static final int DESTINATION_PORT = 17;
  public static final int DESTINATION_SERVICE = 18;

  private static final int FIELDS = 19;
  private static final int FEWEST_FIELDS = 18;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EVERY_BYTE = 0x0101010101010101L;
  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

  private final WordCache words;

  /** Where field i begins; the one behind the last begins behind the line's end. */
  private final int[] starts = new int[FIELDS + 1];

  private byte[] bytes = {};

  /** Bars so far, at most {@link #FIELDS}: one too many. */
  private int bars;

  private boolean hasNul;

  public FwctllogFields(WordCache words) {
    this.words = words;
  }

  /** Whether the line begins with digits and a bar. */
  public static boolean isOne(Line line) {
    int at = line.start;
    while (at < line.end && line.bytes[at] >= '0' && line.bytes[at] <= '9') {
      at++;
    }
    return at > line.start && at < line.end && line.bytes[at] == '|';
  }

  /** Finds the fields of a line; false when there are too few or too many. */
  public boolean split(Line line) {
    scan(line.bytes, line.start, line.end);
    return isWhole();
  }

  /**
   * Finds the fields of the line that begins at {@code from}, whatever it is, and the newline that
   * ends it: its position, or {@code to} where there is none.
   */
  public int scan(byte[] newBytes, int from, int to) {
    bytes = newBytes;
    bars = 0;
    hasNul = false;
    starts[0] = from;
    int at = from;
    int newline = -1;
    while (newline < 0 && at + Long.BYTES <= to) {
      newline = take(at, marks((long) WORDS.get(bytes, at)));
      at += Long.BYTES;
    }
    while (newline < 0 && at < to) {
      newline = take(at++);
    }
    int end = newline < 0 ? to : newline;
    close(end);
    return end;
  }

  /** The high bit of each byte that is a bar, a newline or NUL, and of no other. */
  private static long marks(long word) {
    return zeros(word ^ EVERY_BYTE * '|') | zeros(word ^ EVERY_BYTE * '\n') | zeros(word);
  }

  private static long zeros(long word) {
    return ~((word & LOW_BITS) + LOW_BITS | word | LOW_BITS);
  }

  /** Takes the marked bytes of a word; the position of the first newline, or -1. */
  private int take(int at, long marks) {
    int newline = -1;
    for (long left = marks; newline < 0 && left != 0; left &= left - 1) {
      newline = take(at + (Long.numberOfTrailingZeros(left) >>> 3));
    }
    return newline;
  }

  /** Takes a byte; its position if it is a newline, or -1. */
  private int take(int at) {
    byte mark = bytes[at];
    if (mark == '|') {
      bars = Math.min(bars + 1, FIELDS);
      starts[bars] = at + 1;
    }
    hasNul |= mark == 0;
    return mark == '\n' ? at : -1;
  }

  /** The last field ends at the line's end, before carriage returns; an absent one is empty. */
  private void close(int lineEnd) {
    int end = lineEnd;
    while (end > starts[0] && bytes[end - 1] == '\r') {
      end--;
    }
    for (int field = bars + 1; field <= FIELDS; field++) {
      starts[field] = end + 1;
    }
  }

  /** Whether there are neither too few nor too many fields, and no NUL in them. */
  public boolean isWhole() {
    return (bars == FEWEST_FIELDS - 1 || bars == FIELDS - 1) && !hasNul;
  }

  /** First position of a field. */
  public int start(int field) {
    return starts[field];
  }

  /** Position behind a field. */
  public int end(int field) {
    return Math.max(starts[field], starts[field + 1] - 1);
  }

  /** Whether nothing is known of a field. */
  public boolean isEmpty(int field) {
    return start(field) == end(field);
  }

  /** A field's text, empty when it is not known. */
  public String word(int field) {
    return words.word(bytes, start(field), end(field));
  }

  /** A field's number of 0 to {@code most}, or -1. */
  public int number(int field, int most) {
    return Numbers.upTo(most, bytes, start(field), end(field));
  }

  /** A field's number of up to 18 digits, or -1. */
  public long number(int field) {
    return Numbers.unsigned(bytes, start(field), end(field));
  }

  /** Whether a field is an address, which is then in {@code address}. */
  public boolean address(int field, AddressField address) {
    return address.read(bytes, start(field), end(field));
  }
}
