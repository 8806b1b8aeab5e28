package io.tapline.wire.exporter;

import java.nio.ByteBuffer;

/**
 * Reads what a {@link StateWriter} wrote. Every method throws {@link IllegalArgumentException} when
 * the bytes end too early or hold what cannot be.
 */
public final class StateReader {
  private final ByteBuffer bytes;

  /** A reader of these bytes. */
  public StateReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  /** Eight bits, unsigned. */
  public int int8() {
    return need(1).get() & 0xFF;
  }

  /** 32 bits. */
  public int int32() {
    return need(4).getInt();
  }

  /** 64 bits. */
  public long int64() {
    return need(8).getLong();
  }

  /** True or false. */
  public boolean bool() {
    return int8() != 0;
  }

  /** A number of things that follow, each of at least one byte. */
  public int count(int maximum) {
    int count = int32();
    if (count < 0 || count > maximum) {
      throw new IllegalArgumentException("snapshot: " + count + " is more than " + maximum);
    }
    return count;
  }

  /** Bytes after their length. */
  public byte[] bytes() {
    byte[] value = new byte[count(bytes.remaining() - 4)];
    bytes.get(value);
    return value;
  }

  /** Nothing may follow. */
  public void end() {
    if (bytes.hasRemaining()) {
      throw new IllegalArgumentException("snapshot: " + bytes.remaining() + " bytes too many");
    }
  }

  private ByteBuffer need(int howMany) {
    if (bytes.remaining() < howMany) {
      throw new IllegalArgumentException("snapshot: ends too early");
    }
    return bytes;
  }
}
