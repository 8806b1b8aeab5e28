package io.tapline.wire.capture;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Numbers in the byte order of the file. The caller has checked that the bytes are there. */
final class Fields {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Fields() {}

  static int unsignedByte(MemorySegment bytes, long at) {
    return bytes.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
  }

  static int unsignedShort(MemorySegment bytes, long at, boolean bigEndian) {
    short value = bytes.get(SHORT, at);
    return (bigEndian ? Short.reverseBytes(value) : value) & 0xFFFF;
  }

  static int int32(MemorySegment bytes, long at, boolean bigEndian) {
    int value = bytes.get(INT, at);
    return bigEndian ? Integer.reverseBytes(value) : value;
  }

  static long unsignedInt(MemorySegment bytes, long at, boolean bigEndian) {
    return int32(bytes, at, bigEndian) & 0xFFFF_FFFFL;
  }

  static long int64(MemorySegment bytes, long at, boolean bigEndian) {
    long value = bytes.get(LONG, at);
    return bigEndian ? Long.reverseBytes(value) : value;
  }
}
