package io.tapline.wire.ipfix;

import io.tapline.wire.bytes.BigEndian;
import java.lang.foreign.MemorySegment;

/** Values of fields as they lie in slots. */
final class Values {
  private static final int LENGTH_BITS = 16;

  private Values() {}

  /** Of any kind but the halves of an IPv6 address, which are two numbers. */
  static long read(Slot.Kind kind, MemorySegment bytes, long at, int length) {
    return switch (kind) {
      case NUMBER, IPV4, IPV6, SECOND_HALF, NTP -> BigEndian.number(bytes, at, length);
      case SIGNED -> BigEndian.int32(bytes, at);
      case FLOAT -> Double.doubleToRawLongBits(floatingPoint(bytes, at, length));
      case TEXT -> at << LENGTH_BITS | length;
    };
  }

  private static double floatingPoint(MemorySegment bytes, long at, int length) {
    return length == 4
        ? Float.intBitsToFloat(BigEndian.int32(bytes, at))
        : Double.longBitsToDouble(BigEndian.int64(bytes, at));
  }

  /** Where the text lies that is in a slot. */
  static long place(long text) {
    return text >>> LENGTH_BITS;
  }

  /** The length in bytes of the text that is in a slot. */
  static int length(long text) {
    return (int) text & 0xFFFF;
  }
}
