package io.tapline.capture.importing;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Looks for line ends, eight bytes at a time. */
final class Newlines {
  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long EVERY_BYTE = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long PATTERN = '\n' * EVERY_BYTE;

  private Newlines() {}

  /** Offset of the first newline from an offset on, or the end where there is none. */
  static long find(MemorySegment bytes, long from, long end) {
    long at = from;
    while (at + Long.BYTES <= end) {
      long word = bytes.get(WORD, at) ^ PATTERN;
      long zeros = (word - EVERY_BYTE) & ~word & HIGH_BITS;
      if (zeros != 0) {
        return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
      at += Long.BYTES;
    }
    while (at < end && bytes.get(ValueLayout.JAVA_BYTE, at) != '\n') {
      at++;
    }
    return at;
  }
}
