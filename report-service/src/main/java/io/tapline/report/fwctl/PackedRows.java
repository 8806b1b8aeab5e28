package io.tapline.report.fwctl;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Rows of longs that are found by the first of them. Rows are numbered from 0 in the order in which
 * they came.
 *
 * <pre>
 *   slots  -1  2 -1 -1  0  1 -1 ...      open addressing: a row's number in the first free slot
 *   rows   key key value | key key value | key key value | ...
 * </pre>
 *
 * Keys hash with a number of this table's own, so that who writes addresses into a log cannot aim
 * at one slot. For one thread.
 */
final class PackedRows {
  private static final int FREE = -1;
  private static final int FIRST_ROWS = 1 << 10;
  private static final long ODD = 0x9E3779B97F4A7C15L;

  private final int keyWords;
  private final int words;
  private final long salt = ThreadLocalRandom.current().nextLong();
  private long[] rows;
  private int[] slots = free(2 * FIRST_ROWS);
  private int size;

  /**
   * @param keyWords longs of a key
   * @param words longs of a row, its key among them
   */
  PackedRows(int keyWords, int words) {
    this.keyWords = keyWords;
    this.words = words;
    this.rows = new long[FIRST_ROWS * words];
  }

  private static int[] free(int length) {
    int[] slots = new int[length];
    Arrays.fill(slots, FREE);
    return slots;
  }

  int size() {
    return size;
  }

  /** The row with a key, or -1. */
  int find(long[] key) {
    return slots[slot(key, 0)];
  }

  /** Adds a row with a key that is not there; its other values are 0. */
  int add(long[] key) {
    if (2 * size == slots.length) {
      rows = Arrays.copyOf(rows, 2 * rows.length);
      index(2 * slots.length);
    }
    slots[slot(key, 0)] = size;
    System.arraycopy(key, 0, rows, size * words, keyWords);
    Arrays.fill(rows, size * words + keyWords, (size + 1) * words, 0);
    return size++;
  }

  long get(int row, int word) {
    return rows[row * words + word];
  }

  void set(int row, int word, long value) {
    rows[row * words + word] = value;
  }

  /** Takes all rows away; their room is kept. */
  void clear() {
    Arrays.fill(slots, FREE);
    size = 0;
  }

  private void index(int length) {
    slots = free(length);
    for (int row = 0; row < size; row++) {
      slots[slot(rows, row * words)] = row;
    }
  }

  /** The slot of a key that stands at a place of an array, free or with the key's row. */
  private int slot(long[] array, int at) {
    int mask = slots.length - 1;
    int slot = (int) hash(array, at) & mask;
    while (slots[slot] != FREE && !isEqual(slots[slot] * words, array, at)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private long hash(long[] array, int at) {
    long hash = salt;
    for (int i = 0; i < keyWords; i++) {
      hash = (hash ^ array[at + i]) * ODD;
      hash ^= hash >>> 32;
    }
    return hash;
  }

  private boolean isEqual(int row, long[] array, int at) {
    for (int i = 0; i < keyWords; i++) {
      if (rows[row + i] != array[at + i]) {
        return false;
      }
    }
    return true;
  }
}
