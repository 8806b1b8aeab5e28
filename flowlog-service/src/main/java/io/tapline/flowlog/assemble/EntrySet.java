package io.tapline.flowlog.assemble;

import java.util.Arrays;

/** A set of entry numbers, one bit each; grows with the greatest number. */
final class EntrySet {
  static final int END = -1;

  private long[] bits = new long[64];
  private int size;

  void add(int entry) {
    int word = entry >> 6;
    if (word >= bits.length) {
      bits = Arrays.copyOf(bits, Math.max(bits.length * 2, word + 1));
    }
    long bit = 1L << entry;
    if ((bits[word] & bit) == 0) {
      bits[word] |= bit;
      size++;
    }
  }

  int size() {
    return size;
  }

  /** The least entry that is not below {@code from}, or {@link #END}. */
  int next(int from) {
    int word = from >> 6;
    if (word >= bits.length) {
      return END;
    }
    long rest = bits[word] & -1L << from;
    while (rest == 0) {
      if (++word == bits.length) {
        return END;
      }
      rest = bits[word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(rest);
  }

  void clear() {
    if (size > 0) {
      Arrays.fill(bits, 0);
      size = 0;
    }
  }
}
