package io.tapline.wire.bytes;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Numbers in network byte order. The caller has checked that the bytes are there. */
public final class BigEndian {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private BigEndian() {}

  /** 8 bits, unsigned. */
  public static int uint8(MemorySegment bytes, long at) {
    return bytes.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
  }

  /** 16 bits, unsigned. */
  public static int uint16(MemorySegment bytes, long at) {
    return bytes.get(SHORT, at) & 0xFFFF;
  }

  /** 32 bits. */
  public static int int32(MemorySegment bytes, long at) {
    return bytes.get(INT, at);
  }

  /** 32 bits, unsigned. */
  public static long uint32(MemorySegment bytes, long at) {
    return bytes.get(INT, at) & 0xFFFF_FFFFL;
  }

  /** 64 bits. */
  public static long int64(MemorySegment bytes, long at) {
    return bytes.get(LONG, at);
  }

  /** A number of any length, unsigned; of more than eight bytes the last eight. */
  public static long number(MemorySegment bytes, long at, int length) {
    return switch (length) {
      case 4 -> uint32(bytes, at);
      case 2 -> uint16(bytes, at);
      case 1 -> uint8(bytes, at);
      case 8 -> int64(bytes, at);
      default -> oddNumber(bytes, at, length);
    };
  }

  private static long oddNumber(MemorySegment bytes, long at, int length) {
    long value = 0;
    for (int i = Math.max(0, length - 8); i < length; i++) {
      value = value << 8 | uint8(bytes, at + i);
    }
    return value;
  }
}
