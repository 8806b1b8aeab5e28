package io.tapline.flowlog.assemble;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Reads a snapshot; anything unexpected is a Refusal that says what. */
final class SnapshotReader {
  private static final int CHECKSUM_BYTES = 4;
  private static final int MAX_TEXT_BYTES = 1024;

  private final byte[] bytes;
  private final int end;
  private int at;

  SnapshotReader(byte[] bytes) {
    this.bytes = bytes;
    this.end = bytes.length - CHECKSUM_BYTES;
  }

  void require(boolean holds, String otherwise) {
    if (!holds) {
      throw TableSnapshot.corrupt(otherwise);
    }
  }

  void requireChecksum() {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, end);
    int stored = 0;
    for (int i = end; i < bytes.length; i++) {
      stored = (stored << 8) | (bytes[i] & 0xff);
    }
    require(stored == (int) checksum.getValue(), "its checksum does not match");
  }

  boolean atEnd() {
    return at == end;
  }

  int readByte() {
    require(at < end, "it is cut short");
    return bytes[at++] & 0xff;
  }

  int readInt() {
    return readByte() << 24 | readByte() << 16 | readByte() << 8 | readByte();
  }

  long readLong() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = readByte();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw TableSnapshot.corrupt("a number in it has no end");
  }

  /** What {@code writeBytes} wrote; no more than the snapshot has. */
  byte[] readBytes() {
    long length = readLong();
    require(length >= 0 && length <= end - at, "a block of bytes is too long");
    at += (int) length;
    return Arrays.copyOfRange(bytes, at - (int) length, at);
  }

  String readText() {
    long length = readLong();
    require(length >= 0 && length <= MAX_TEXT_BYTES && length <= end - at, "a name is too long");
    String text = new String(bytes, at, (int) length, StandardCharsets.UTF_8);
    at += (int) length;
    return text;
  }
}
