package io.tapline.wire.text;

import io.tapline.wire.flow.FlowUnit;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The bytes of one line in a reused array; positions count from its start, ranges are half-open.
 * Line ends, NUL bytes wherever they stand (a log that was cut while a program wrote it has many)
 * and a UTF-8 byte order mark at the start are left out.
 */
public final class Line {
  /** Longest line that is looked at: 1 MiB. */
  public static final int MAX_BYTES = 1 << 20;

  /** Answer of the searches where there is no such byte. */
  public static final int NONE = -1;

  private static final int FIRST_CAPACITY = 1024;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EVERY_BYTE = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** Grows when a longer line comes; valid until the next {@link #take}. */
  public byte[] bytes = new byte[FIRST_CAPACITY];

  /** First position, and the one behind the last. */
  public int start;

  public int end;

  /** NUL bytes that were left out, but for one that ended the line as C's strings end. */
  public int nulBytes;

  /** Copies the bytes of a unit; false, and an empty line, where there are too many. */
  public boolean take(FlowUnit unit) {
    start = 0;
    end = 0;
    nulBytes = 0;
    if (unit.length > MAX_BYTES) {
      return false;
    }
    reserve(unit.length);
    MemorySegment.copy(
        unit.bytes, ValueLayout.JAVA_BYTE, unit.offset, bytes, 0, Math.max(0, unit.length));
    end = unit.length;
    trim();
    return true;
  }

  /** Makes room for so many bytes, at most {@link #MAX_BYTES}; what was there may be gone. */
  public void reserve(int length) {
    if (length > bytes.length) {
      bytes = new byte[Integer.highestOneBit(length - 1) << 1];
    }
  }

  private void trim() {
    int last = end;
    while (end > 0 && isEnd(bytes[end - 1])) {
      end--;
    }
    int ending = countNuls(end, last);
    nulBytes = ending == 1 ? 0 : ending;
    int first = firstNul();
    if (first < end) {
      dropNuls(first);
    }
    if (end >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
      start = 3;
    }
  }

  private static boolean isEnd(byte b) {
    return b == '\n' || b == '\r' || b == 0;
  }

  private int countNuls(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += bytes[i] == 0 ? 1 : 0;
    }
    return count;
  }

  /** Position of the first NUL byte, eight bytes at a time; the end where there is none. */
  private int firstNul() {
    int at = 0;
    while (at + Long.BYTES <= end && !hasNul((long) WORDS.get(bytes, at))) {
      at += Long.BYTES;
    }
    while (at < end && bytes[at] != 0) {
      at++;
    }
    return at;
  }

  private static boolean hasNul(long word) {
    return (word - EVERY_BYTE & ~word & HIGH_BITS) != 0;
  }

  private void dropNuls(int from) {
    int to = from;
    for (int i = from; i < end; i++) {
      if (bytes[i] != 0) {
        bytes[to++] = bytes[i];
      }
    }
    nulBytes += end - to;
    end = to;
  }

  /** First position of a byte in [from, to), or {@link #NONE}. */
  public int indexOf(char wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == (byte) wanted) {
        return i;
      }
    }
    return NONE;
  }

  /** As {@link #indexOf(char, int, int)}, but {@code to} where there is none. */
  public int endOf(char separator, int from, int to) {
    int found = indexOf(separator, from, to);
    return found < 0 ? to : found;
  }

  /** First position of a word of at least one byte within [from, to), or {@link #NONE}. */
  public int indexOf(byte[] word, int from, int to) {
    byte first = word[0];
    int last = to - word.length;
    for (int i = from; i <= last; i++) {
      if (bytes[i] == first && startsWith(word, i, to)) {
        return i;
      }
    }
    return NONE;
  }

  /** Whether the word lies at a position, wholly before {@code to}. */
  public boolean startsWith(byte[] word, int at, int to) {
    int behind = at + word.length;
    return behind <= to && Arrays.equals(bytes, at, behind, word, 0, word.length);
  }

  /** Whether [from, to) is exactly the word. */
  public boolean is(byte[] word, int from, int to) {
    return to - from == word.length && startsWith(word, from, to);
  }

  /** First position from {@code from} on that is no blank or tab. */
  public int skipBlanks(int from, int to) {
    int at = from;
    while (at < to && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
    return at;
  }
}
