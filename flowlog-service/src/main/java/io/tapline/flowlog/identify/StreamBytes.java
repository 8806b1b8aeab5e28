package io.tapline.flowlog.identify;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The beginning of a stream whose pieces come in any order, also more than once: {@value
 * #MAX_BYTES} bytes at most. What was there first stays.
 */
final class StreamBytes {
  /** Longer than client hellos with keys of post-quantum algorithms are. */
  static final int MAX_BYTES = 8192;

  private static final int FIRST_CAPACITY = 512;

  private static final byte[] NONE = {};

  private byte[] bytes = NONE;
  private final BitSet present = new BitSet();

  /** Takes a piece; what lies outside of the limit is left out. */
  void put(long offset, byte[] piece, int from, int length) {
    long begin = Math.max(0, offset);
    long end = offset > MAX_BYTES ? 0 : Math.min(MAX_BYTES, offset + length);
    if (begin >= end) {
      return;
    }
    int to = (int) end;
    grow(to);
    for (int at = present.nextClearBit((int) begin); at < to; ) {
      int gapEnd = endOfGap(at, to);
      System.arraycopy(piece, (int) (from + at - offset), bytes, at, gapEnd - at);
      present.set(at, gapEnd);
      at = present.nextClearBit(gapEnd);
    }
  }

  private int endOfGap(int at, int to) {
    int next = present.nextSetBit(at);
    return next < 0 || next > to ? to : next;
  }

  private void grow(int to) {
    int capacity = Math.max(FIRST_CAPACITY, bytes.length);
    while (capacity < to) {
      capacity *= 2;
    }
    if (capacity > bytes.length) {
      bytes = Arrays.copyOf(bytes, capacity);
    }
  }

  /** How many bytes from the beginning are there without a gap. */
  int length() {
    return present.nextClearBit(0);
  }

  /** The bytes; those below {@link #length} are there. */
  byte[] bytes() {
    return bytes;
  }

  /** Where the piece begins that holds a position, or the next one; -1 behind the last. */
  int pieceBegin(int at) {
    return present.nextSetBit(at);
  }

  /** Where the piece ends that begins at a position. */
  int pieceEnd(int begin) {
    return present.nextClearBit(begin);
  }
}
