package io.tapline.wire.bytes;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Numbers whose first byte is the lowest one. The caller has checked that the bytes are there. */
public final class LittleEndian {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  /** 16 bits, unsigned. */
  public static int uint16(MemorySegment bytes, long at) {
    return bytes.get(SHORT, at) & 0xFFFF;
  }

  /** 32 bits. */
  public static int int32(MemorySegment bytes, long at) {
    return bytes.get(INT, at);
  }

  /** 64 bits. */
  public static long int64(MemorySegment bytes, long at) {
    return bytes.get(LONG, at);
  }
}
