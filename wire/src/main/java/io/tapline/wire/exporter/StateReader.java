package io.tapline.wire.exporter;

import java.nio.ByteBuffer;

/**
 * Reads what a {@link StateWriter} wrote. Every method throws {@link IllegalArgumentException} when
 * the bytes end too early or hold what cannot be.
 */
public final class StateReader {
  /** The version since which templates are saved by transport session only. */
  public static final int SESSIONS = 2;

  /** The version since which totals of flows are saved. */
  public static final int TOTALS = 2;

  /** The version since which faults of exporters are saved. */
  public static final int FAULTS = 2;

  /** The version since which records are counted whose sampling may be reported later. */
  public static final int LATE_SAMPLING = 3;

  private final ByteBuffer bytes;
  private int version;

  /** A reader of these bytes. */
  public StateReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  /** Says of which version the bytes are. */
  public void version(int newVersion) {
    version = newVersion;
  }

  /** The version of the bytes, as far as it was said. */
  public int version() {
    return version;
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
