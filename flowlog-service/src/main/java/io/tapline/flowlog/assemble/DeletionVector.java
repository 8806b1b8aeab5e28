package io.tapline.flowlog.assemble;

/**
 * Which rows of a segment of open connections hold no longer: bit {@code r} for row {@code r}, the
 * most significant bit of a byte first, as DuckDB's {@code BIT} wants it. Rows beyond its end hold.
 */
public final class DeletionVector {
  private DeletionVector() {}

  static byte mask(int row) {
    return (byte) (0x80 >> (row & 7));
  }

  /** Whether the row holds no longer. */
  public static boolean contains(byte[] vector, int row) {
    return row >> 3 < vector.length && (vector[row >> 3] & mask(row)) != 0;
  }
}
