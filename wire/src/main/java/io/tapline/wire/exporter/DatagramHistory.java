package io.tapline.wire.exporter;

import io.tapline.wire.bytes.BigEndian;
import java.lang.foreign.MemorySegment;

/**
 * The last datagrams of a sender, by a 64-bit sum of their content: whether one came before. A
 * datagram holds its sequence number and time, so equal content means the same datagram.
 */
public final class DatagramHistory {
  private static final long SEED = 0x9E37_79B9_7F4A_7C15L;
  private static final long FACTOR = 0xC2B2_AE3D_27D4_EB4FL;

  private static final int MAXIMUM = 1 << 16;

  private long[] sums;
  private int next;

  /** A history of so many datagrams. */
  public DatagramHistory(int datagrams) {
    sums = new long[datagrams];
  }

  /** Whether this datagram is among the last ones; from now on it is. */
  public boolean seenBefore(MemorySegment bytes, long offset, int length) {
    long sum = sum(bytes, offset, length);
    for (long seen : sums) {
      if (seen == sum) {
        return true;
      }
    }
    sums[next] = sum;
    next = next + 1 == sums.length ? 0 : next + 1;
    return false;
  }

  /** Never 0, which means nothing. */
  private static long sum(MemorySegment bytes, long offset, int length) {
    long sum = SEED ^ length;
    long other = FACTOR;
    int at = 0;
    for (; at + 16 <= length; at += 16) {
      sum = (Long.rotateLeft(sum, 29) ^ BigEndian.int64(bytes, offset + at)) * FACTOR;
      other = (Long.rotateLeft(other, 31) ^ BigEndian.int64(bytes, offset + at + 8)) * SEED;
    }
    sum ^= Long.rotateLeft(other, 17);
    for (; at < length; at++) {
      sum = (Long.rotateLeft(sum, 29) ^ BigEndian.uint8(bytes, offset + at)) * FACTOR;
    }
    sum ^= sum >>> 32;
    return sum == 0 ? SEED : sum;
  }

  /** Appends the history. */
  public void save(StateWriter state) {
    state.int32(sums.length);
    state.int32(next);
    for (long sum : sums) {
      state.int64(sum);
    }
  }

  /** Goes on from what {@link #save} wrote. */
  public void restore(StateReader state) {
    sums = new long[Math.max(1, state.count(MAXIMUM))];
    next = state.count(sums.length - 1);
    for (int i = 0; i < sums.length; i++) {
      sums[i] = state.int64();
    }
  }
}
