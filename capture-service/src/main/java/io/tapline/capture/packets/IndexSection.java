package io.tapline.capture.packets;

import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * One section of an index: some hundred blocks of the file, and in which of them each key occurs.
 * Big-endian:
 *
 * <pre>
 *   int    blocks, keys
 *   long   where the last block ends in the file
 *   blocks x (long offset in the file, long position of its first frame, long first and last time)
 *   keys   x int key, ascending as unsigned numbers
 *   keys+1 x int where its block numbers begin, counted in block numbers
 *   block numbers, each a short
 * </pre>
 */
final class IndexSection {
  static final int HEADER_BYTES = 16;
  static final int BLOCK_BYTES = 32;

  private static final int MIN = 16;
  private static final int MAX = 24;

  private final ByteBuffer bytes;
  private final int blocks;
  private final int keys;

  /**
   * @param bytes whose checksum was compared
   */
  IndexSection(ByteBuffer bytes) {
    this.bytes = bytes;
    this.blocks = bytes.getInt(0);
    this.keys = bytes.getInt(4);
  }

  /** Bytes of a section. */
  static long size(int blocks, int keys, int numbers) {
    return HEADER_BYTES + (long) blocks * BLOCK_BYTES + 8L * keys + 4 + 2L * numbers;
  }

  int blocks() {
    return blocks;
  }

  /** Where a block begins in the file. */
  long offset(int block) {
    return bytes.getLong(at(block));
  }

  /** Where the block ends in the file. */
  long end(int block) {
    return block + 1 < blocks ? offset(block + 1) : bytes.getLong(8);
  }

  /** Position of the block's first frame. */
  long position(int block) {
    return bytes.getLong(at(block) + 8);
  }

  long minNanos(int block) {
    return bytes.getLong(at(block) + MIN);
  }

  long maxNanos(int block) {
    return bytes.getLong(at(block) + MAX);
  }

  private static int at(int block) {
    return HEADER_BYTES + block * BLOCK_BYTES;
  }

  /** The blocks in which a key occurs. */
  BitSet blocks(int key) {
    BitSet found = new BitSet(blocks);
    int index = find(key);
    if (index < 0) {
      return found;
    }
    int starts = keysAt() + 4 * keys;
    int numbers = starts + 4 * (keys + 1);
    int end = bytes.getInt(starts + 4 * (index + 1));
    for (int i = bytes.getInt(starts + 4 * index); i < end; i++) {
      found.set(bytes.getShort(numbers + 2 * i) & 0xFFFF);
    }
    return found;
  }

  private int keysAt() {
    return at(blocks);
  }

  /** Binary search; negative when the key does not occur. */
  private int find(int key) {
    int low = 0;
    int high = keys - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Integer.compareUnsigned(bytes.getInt(keysAt() + 4 * middle), key);
      if (order == 0) {
        return middle;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return -1;
  }
}
