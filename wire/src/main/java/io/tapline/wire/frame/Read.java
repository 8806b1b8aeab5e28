package io.tapline.wire.frame;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Numbers in network byte order unless named otherwise. The caller has checked that the bytes are
 * there.
 */
final class Read {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private Read() {}

  static int unsignedByte(MemorySegment bytes, long at) {
    return bytes.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
  }

  static int unsignedShort(MemorySegment bytes, long at) {
    return bytes.get(SHORT, at) & 0xFFFF;
  }

  static int int32(MemorySegment bytes, long at) {
    return bytes.get(INT, at);
  }

  static long unsignedInt(MemorySegment bytes, long at) {
    return bytes.get(INT, at) & 0xFFFF_FFFFL;
  }

  static int littleEndianShort(MemorySegment bytes, long at) {
    return Short.reverseBytes(bytes.get(SHORT, at)) & 0xFFFF;
  }

  static int littleEndianInt(MemorySegment bytes, long at) {
    return Integer.reverseBytes(bytes.get(INT, at));
  }

  static long int64(MemorySegment bytes, long at) {
    return bytes.get(LONG, at);
  }
}
