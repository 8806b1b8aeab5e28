package io.tapline.flowlog.assemble;

import java.util.Arrays;

/**
 * One segment of saved rows as the table knows it: which entry each row shows, and which rows hold
 * no longer (its deletion vector).
 */
final class OpenSegment {
  static final int MAX_ROWS = 1 << 17;

  private static final int LEAST_ROWS = 64;

  private final long number;
  private int[] entries = new int[LEAST_ROWS];
  private byte[] dead = new byte[LEAST_ROWS / Byte.SIZE];
  private int rows;
  private int live;
  private boolean changed;

  /**
   * @param number greater than that of every earlier segment of the table
   */
  OpenSegment(long number) {
    this.number = number;
  }

  long number() {
    return number;
  }

  int rows() {
    return rows;
  }

  /** Rows that hold. */
  int live() {
    return live;
  }

  int entry(int row) {
    return entries[row];
  }

  /** Adds a row that shows the entry; returns its number. */
  int append(int entry) {
    if (rows == entries.length) {
      entries = Arrays.copyOf(entries, rows * 2);
      dead = Arrays.copyOf(dead, entries.length / Byte.SIZE);
    }
    entries[rows] = entry;
    live++;
    return rows++;
  }

  /** The row holds no longer. */
  void delete(int row) {
    dead[row >> 3] |= DeletionVector.mask(row);
    live--;
    changed = true;
  }

  /** Whether rows died since this was asked for the last time. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /** Which rows hold now. */
  SavedOpen.Holding holding() {
    return new SavedOpen.Holding(Arrays.copyOf(dead, (rows + 7) >> 3), live);
  }
}
