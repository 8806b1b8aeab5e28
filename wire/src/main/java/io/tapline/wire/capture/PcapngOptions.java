package io.tapline.wire.capture;

import io.tapline.wire.bytes.EitherEndian;
import java.lang.foreign.MemorySegment;

/**
 * The options at the end of a pcapng block (section 3.5): code, length, value padded to 4 bytes.
 */
final class PcapngOptions {
  static final long ABSENT = -1;
  static final int VALUE = 4;

  private static final int LENGTH = 2;
  private static final int END = 0;

  private PcapngOptions() {}

  /** Where the first option of that code begins, if it lies wholly in [from, to); or ABSENT. */
  static long find(MemorySegment bytes, long from, long to, int code, boolean bigEndian) {
    long at = from;
    while (to - at >= VALUE) {
      int found = EitherEndian.uint16(bytes, at, bigEndian);
      long next = at + VALUE + ((length(bytes, at, bigEndian) + 3) & ~3);
      if (found == END || next > to) {
        return ABSENT;
      }
      if (found == code) {
        return at;
      }
      at = next;
    }
    return ABSENT;
  }

  static int length(MemorySegment bytes, long at, boolean bigEndian) {
    return EitherEndian.uint16(bytes, at + LENGTH, bigEndian);
  }
}
