package io.tapline.wire.bytes;

import java.lang.foreign.MemorySegment;

/**
 * Numbers of files that are written in the byte order of the machine that wrote them. The caller
 * has checked that the bytes are there.
 */
public final class EitherEndian {

  private EitherEndian() {}

  /** 16 bits, unsigned. */
  public static int uint16(MemorySegment bytes, long at, boolean bigEndian) {
    return bigEndian ? BigEndian.uint16(bytes, at) : LittleEndian.uint16(bytes, at);
  }

  /** 32 bits. */
  public static int int32(MemorySegment bytes, long at, boolean bigEndian) {
    return bigEndian ? BigEndian.int32(bytes, at) : LittleEndian.int32(bytes, at);
  }

  /** 32 bits, unsigned. */
  public static long uint32(MemorySegment bytes, long at, boolean bigEndian) {
    return int32(bytes, at, bigEndian) & 0xFFFF_FFFFL;
  }

  /** 64 bits. */
  public static long int64(MemorySegment bytes, long at, boolean bigEndian) {
    return bigEndian ? BigEndian.int64(bytes, at) : LittleEndian.int64(bytes, at);
  }
}
