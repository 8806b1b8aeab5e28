package io.tapline.wire.exporter;

import java.io.ByteArrayOutputStream;

/** Writes a snapshot: big-endian numbers, and bytes after their length. */
public final class StateWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

  /** Eight bits. */
  public void int8(int value) {
    bytes.write(value);
  }

  /** 32 bits. */
  public void int32(int value) {
    bytes.write(value >>> 24);
    bytes.write(value >>> 16);
    bytes.write(value >>> 8);
    bytes.write(value);
  }

  /** 64 bits. */
  public void int64(long value) {
    int32((int) (value >>> 32));
    int32((int) value);
  }

  /** True or false. */
  public void bool(boolean value) {
    int8(value ? 1 : 0);
  }

  /** A length, then the bytes. */
  public void bytes(byte[] value) {
    int32(value.length);
    bytes.writeBytes(value);
  }

  /** All that was written. */
  public byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
