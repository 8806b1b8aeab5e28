package io.tapline.flowlog.segment;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Distinct addresses of each side by their 64-bit hash, in one flat array with open addressing;
 * reused from segment to segment. Two addresses with the same hash count as one, which a filter
 * over hashes does not mind. Not for several threads.
 */
final class AddressSet {
  private static final int LEAST_SLOTS = 1 << 10;

  /** Zero marks a free slot; no hash is 0. */
  private long[] slots = new long[LEAST_SLOTS];

  private int size;

  void add(Side side, long high, long low) {
    long hash = AddressFilter.hash(side, high, low);
    if (insert(hash) && size > slots.length / 2) {
      grow();
    }
  }

  private boolean insert(long hash) {
    int mask = slots.length - 1;
    for (int slot = (int) hash & mask; ; slot = (slot + 1) & mask) {
      if (slots[slot] == hash) {
        return false;
      }
      if (slots[slot] == 0) {
        slots[slot] = hash;
        size++;
        return true;
      }
    }
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    size = 0;
    for (long hash : old) {
      if (hash != 0) {
        insert(hash);
      }
    }
  }

  int size() {
    return size;
  }

  void forEach(LongConsumer hashes) {
    for (long hash : slots) {
      if (hash != 0) {
        hashes.accept(hash);
      }
    }
  }

  void clear() {
    if (size < slots.length / 16 && slots.length > LEAST_SLOTS) {
      slots = new long[LEAST_SLOTS];
    } else {
      Arrays.fill(slots, 0);
    }
    size = 0;
  }
}
