package io.tapline.capture.packets;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Gathers one section of an index after the other. A key is noted once a block, as {@code key << 32
 * | block}: sorted, these are the lists of the section. For one thread.
 */
final class SectionBuilder {
  /** A block ends with the frame that makes it this long. */
  static final int BLOCK_BYTES = 256 << 10;

  /** Blocks of a section: 64 MiB of the file. */
  static final int MAX_BLOCKS = 256;

  /** Keys of all blocks of a section, after which it ends; a block begun is completed. */
  static final int MAX_ENTRIES = 1 << 20;

  private static final int FIRST_ENTRIES = 1 << 14;

  /** More than twice the keys that fit into a block: a frame with addresses has 36 bytes. */
  private static final int SEEN_SLOTS = 1 << 16;

  private static final long KEY_MASK = 0xFFFF_FFFFL;

  private final long[] seen = new long[SEEN_SLOTS];
  private final long[] offsets = new long[MAX_BLOCKS];
  private final long[] positions = new long[MAX_BLOCKS];
  private final long[] minNanos = new long[MAX_BLOCKS];
  private final long[] maxNanos = new long[MAX_BLOCKS];
  private long[] entries = new long[FIRST_ENTRIES];
  private int count;
  private int blocks;
  private long end;

  /** Of all sections, from 1: what {@link #seen} has of another block is not there. */
  private long generation;

  private boolean open;

  /** A frame whose record is [start, recordEnd) of the file. */
  void frame(long start, long recordEnd, long position, long timeNanos) {
    if (!open) {
      begin(start, position);
    }
    int block = blocks - 1;
    minNanos[block] = Math.min(minNanos[block], timeNanos);
    maxNanos[block] = Math.max(maxNanos[block], timeNanos);
    end = recordEnd;
  }

  private void begin(long start, long position) {
    open = true;
    generation++;
    offsets[blocks] = start;
    positions[blocks] = position;
    minNanos[blocks] = Long.MAX_VALUE;
    maxNanos[blocks] = Long.MIN_VALUE;
    blocks++;
  }

  /** A key of that frame. */
  void key(int key) {
    long marked = (generation << 32) | (key & KEY_MASK);
    int slot = key & (SEEN_SLOTS - 1);
    while (seen[slot] != marked && seen[slot] >>> 32 == generation) {
      slot = (slot + 1) & (SEEN_SLOTS - 1);
    }
    if (seen[slot] != marked) {
      seen[slot] = marked;
      if (count == entries.length) {
        entries = Arrays.copyOf(entries, 2 * count);
      }
      entries[count++] = ((long) (key ^ Integer.MIN_VALUE) << 32) | (blocks - 1);
    }
  }

  /** Ends the block when it is long enough; whether the section is full then. */
  boolean endsSection() {
    if (open && end - offsets[blocks - 1] >= BLOCK_BYTES) {
      open = false;
    }
    return !open && (blocks == MAX_BLOCKS || count >= MAX_ENTRIES);
  }

  boolean isEmpty() {
    return blocks == 0;
  }

  long firstNanos() {
    return Arrays.stream(minNanos, 0, blocks).min().orElse(Long.MAX_VALUE);
  }

  long lastNanos() {
    return Arrays.stream(maxNanos, 0, blocks).max().orElse(Long.MIN_VALUE);
  }

  /** The section; the next frame begins another. */
  ByteBuffer take() {
    Arrays.sort(entries, 0, count);
    int keys = distinct();
    ByteBuffer bytes = ByteBuffer.allocate((int) IndexSection.size(blocks, keys, count));
    bytes.putInt(blocks).putInt(keys).putLong(end);
    for (int i = 0; i < blocks; i++) {
      bytes.putLong(offsets[i]).putLong(positions[i]).putLong(minNanos[i]).putLong(maxNanos[i]);
    }
    putKeys(bytes, keys);
    blocks = 0;
    count = 0;
    open = false;
    return bytes.flip();
  }

  private int distinct() {
    int keys = 0;
    for (int i = 0; i < count; i++) {
      keys += beginsKey(i) ? 1 : 0;
    }
    return keys;
  }

  private boolean beginsKey(int index) {
    return index == 0 || entries[index] >> 32 != entries[index - 1] >> 32;
  }

  private void putKeys(ByteBuffer bytes, int keys) {
    int starts = bytes.position() + 4 * keys;
    int numbers = starts + 4 * (keys + 1);
    for (int i = 0; i < count; i++) {
      if (beginsKey(i)) {
        bytes.putInt((int) (entries[i] >> 32) ^ Integer.MIN_VALUE);
        bytes.putInt(starts, i);
        starts += 4;
      }
      bytes.putShort(numbers + 2 * i, (short) entries[i]);
    }
    bytes.putInt(starts, count);
    bytes.position(numbers + 2 * count);
  }
}
