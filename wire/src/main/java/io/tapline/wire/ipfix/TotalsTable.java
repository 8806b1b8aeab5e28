package io.tapline.wire.ipfix;

import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import java.util.Arrays;

/**
 * A hash table of flows with what was counted of each, in one flat array: open addressing, linear
 * probing, at most half full. An entry is its key, a mark that it is there, and four counters:
 *
 * <pre>
 *   word 0 .. 9    key, see {@link FlowTotals}
 *   word 10        1 = used
 *   word 11 .. 14  bytes, packets, reverse bytes, reverse packets
 * </pre>
 */
final class TotalsTable {
  static final int NONE = -1;
  static final int KEY_WORDS = 10;
  private static final int USED = KEY_WORDS;
  static final int COUNTERS = KEY_WORDS + 1;
  static final int COUNTER_WORDS = 4;
  private static final int WORDS = COUNTERS + COUNTER_WORDS;
  private static final int SMALLEST = 64;

  private long[] words = new long[SMALLEST * WORDS];
  private int capacity = SMALLEST;
  private int size;

  int size() {
    return size;
  }

  /** Place of the entry with this key, or {@link #NONE}. */
  int find(long[] key) {
    int slot = slot(key, 0);
    while (words[slot * WORDS + USED] != 0) {
      if (matches(key, slot)) {
        return slot;
      }
      slot = slot + 1 & capacity - 1;
    }
    return NONE;
  }

  /** Adds an entry that is not there, with counters of 0; returns its place. */
  int add(long[] key) {
    if (2 * (size + 1) > capacity) {
      grow();
    }
    size++;
    return put(key, 0);
  }

  private int put(long[] from, int at) {
    int slot = slot(from, at);
    while (words[slot * WORDS + USED] != 0) {
      slot = slot + 1 & capacity - 1;
    }
    System.arraycopy(from, at, words, slot * WORDS, KEY_WORDS);
    words[slot * WORDS + USED] = 1;
    return slot;
  }

  /** One of the counters of an entry. */
  long counter(int slot, int counter) {
    return words[slot * WORDS + COUNTERS + counter];
  }

  void counter(int slot, int counter, long value) {
    words[slot * WORDS + COUNTERS + counter] = value;
  }

  /** Takes an entry away; those behind it that it had pushed on move back. */
  void remove(int slot) {
    int free = slot;
    int next = free + 1 & capacity - 1;
    while (words[next * WORDS + USED] != 0) {
      int home = slot(words, next * WORDS);
      if ((next - home & capacity - 1) >= (next - free & capacity - 1)) {
        System.arraycopy(words, next * WORDS, words, free * WORDS, WORDS);
        free = next;
      }
      next = next + 1 & capacity - 1;
    }
    clear(free);
    size--;
  }

  private void clear(int slot) {
    Arrays.fill(words, slot * WORDS, (slot + 1) * WORDS, 0);
  }

  void clear() {
    words = new long[SMALLEST * WORDS];
    capacity = SMALLEST;
    size = 0;
  }

  private void grow() {
    long[] old = words;
    words = new long[2 * old.length];
    capacity *= 2;
    for (int at = 0; at < old.length; at += WORDS) {
      if (old[at + USED] != 0) {
        int slot = put(old, at);
        System.arraycopy(old, at + COUNTERS, words, slot * WORDS + COUNTERS, COUNTER_WORDS);
      }
    }
  }

  private boolean matches(long[] key, int slot) {
    int base = slot * WORDS;
    for (int i = 0; i < KEY_WORDS; i++) {
      if (words[base + i] != key[i]) {
        return false;
      }
    }
    return true;
  }

  private int slot(long[] key, int at) {
    long hash = 0;
    for (int i = 0; i < KEY_WORDS; i++) {
      hash = (Long.rotateLeft(hash, 23) ^ key[at + i]) * 0x9E37_79B9_7F4A_7C15L;
    }
    return (int) (hash >>> 33) & capacity - 1;
  }

  /** Appends the entries with their places, so that the copy is the same to the last bit. */
  void save(StateWriter state) {
    state.int32(capacity);
    state.int32(size);
    for (int slot = 0; slot < capacity; slot++) {
      if (words[slot * WORDS + USED] != 0) {
        state.int32(slot);
        for (int i = 0; i < WORDS; i++) {
          state.int64(words[slot * WORDS + i]);
        }
      }
    }
  }

  /** Goes on from what {@link #save} wrote. */
  void restore(StateReader state, int largest) {
    capacity = state.count(largest);
    if (capacity < SMALLEST || Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("snapshot: a table of " + capacity + " flows");
    }
    words = new long[capacity * WORDS];
    size = state.count(capacity / 2);
    for (int i = 0; i < size; i++) {
      int slot = state.count(capacity - 1);
      for (int word = 0; word < WORDS; word++) {
        words[slot * WORDS + word] = state.int64();
      }
    }
  }
}
