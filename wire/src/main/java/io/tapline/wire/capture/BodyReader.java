package io.tapline.wire.capture;

import io.tapline.wire.bytes.BigEndian;
import io.tapline.wire.bytes.EitherEndian;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Steps through the body of a pcapng block. The caller asks for no more than remains. */
final class BodyReader {
  private final MemorySegment bytes;
  private final boolean bigEndian;
  private final long end;
  private long at;

  BodyReader(MemorySegment bytes, long at, long end, boolean bigEndian) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
    this.bigEndian = bigEndian;
  }

  int remaining() {
    return (int) (end - at);
  }

  void skip(int count) {
    at += count;
  }

  int unsignedShort() {
    at += Short.BYTES;
    return EitherEndian.uint16(bytes, at - Short.BYTES, bigEndian);
  }

  int int32() {
    at += Integer.BYTES;
    return EitherEndian.int32(bytes, at - Integer.BYTES, bigEndian);
  }

  long int64() {
    at += Long.BYTES;
    return EitherEndian.int64(bytes, at - Long.BYTES, bigEndian);
  }

  /** Two halves, the upper first whatever the byte order is. */
  long time() {
    long high = int32() & 0xFFFF_FFFFL;
    return high << 32 | (int32() & 0xFFFF_FFFFL);
  }

  /** Of 1, 4 or 8 bytes, unsigned. */
  long number(int count) {
    return switch (count) {
      case 1 -> BigEndian.uint8(bytes, at++);
      case Integer.BYTES -> int32() & 0xFFFF_FFFFL;
      default -> int64();
    };
  }

  Octets octets(int count) {
    at += count;
    return Octets.owning(bytes.asSlice(at - count, count).toArray(ValueLayout.JAVA_BYTE));
  }

  /** Also steps over what makes the length a multiple of 4, as far as it is there. */
  Octets padded(int count) {
    Octets octets = octets(count);
    skip(Math.min(-count & 3, remaining()));
    return octets;
  }
}
