package io.tapline.wire.compress;

/** Numbers within arrays. The caller has checked that the bytes are there. */
final class Magic {
  private Magic() {}

  /** Four bytes in network order, as magic numbers are written. */
  static int of(byte[] bytes, int at) {
    return Integer.reverseBytes(littleEndian(bytes, at));
  }

  static int littleEndian(byte[] bytes, int at) {
    return littleEndian(bytes, at, Short.BYTES) | littleEndian(bytes, at + 2, Short.BYTES) << 16;
  }

  /** One to three bytes. */
  static int littleEndian(byte[] bytes, int at, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value |= (bytes[at + i] & 0xFF) << (8 * i);
    }
    return value;
  }
}
