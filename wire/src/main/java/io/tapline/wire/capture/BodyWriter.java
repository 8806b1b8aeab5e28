package io.tapline.wire.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A pcapng block being put together, little-endian. */
final class BodyWriter {
  private static final int FIRST_BYTES = 256;

  private ByteBuffer out = ByteBuffer.allocate(FIRST_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  BodyWriter int8(int value) {
    room(1).put((byte) value);
    return this;
  }

  BodyWriter int16(int value) {
    room(Short.BYTES).putShort((short) value);
    return this;
  }

  BodyWriter int32(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  BodyWriter int64(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  /** Two halves, the upper first. */
  BodyWriter time(long units) {
    return int32((int) (units >>> 32)).int32((int) units);
  }

  BodyWriter padded(Octets octets) {
    room(octets.length()).put(octets.array());
    return pad();
  }

  /** Zeros up to a multiple of 4. */
  BodyWriter pad() {
    while ((out.position() & 3) != 0) {
      int8(0);
    }
    return this;
  }

  /** Puts a number where one was put before. */
  BodyWriter int32At(int at, int value) {
    out.putInt(at, value);
    return this;
  }

  private ByteBuffer room(int bytes) {
    if (out.remaining() < bytes) {
      int capacity = Math.max(out.capacity() * 2, out.position() + bytes);
      out = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(out.flip());
    }
    return out;
  }

  int length() {
    return out.position();
  }

  /** The bytes so far are its first. */
  byte[] array() {
    return out.array();
  }
}
