package io.tapline.flowlog.assemble;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Bytes of a snapshot in the making. */
final class SnapshotWriter {
  private static final int MAX_LONG_BYTES = 10;

  private byte[] bytes;
  private int length;

  SnapshotWriter(int expectedBytes) {
    bytes = new byte[expectedBytes];
  }

  void writeByte(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  void writeInt(int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      writeByte(value >> shift);
    }
  }

  void writeLong(long value) {
    reserve(MAX_LONG_BYTES);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** As {@link #writeBytes} of its UTF-8; most texts are ASCII, and many empty. */
  void writeText(String text) {
    int start = length;
    writeLong(text.length());
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      char ch = text.charAt(i);
      if (ch >= 0x80) {
        length = start;
        writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return;
      }
      bytes[length++] = (byte) ch;
    }
  }

  /** Length and bytes. */
  void writeBytes(byte[] encoded) {
    writeLong(encoded.length);
    reserve(encoded.length);
    System.arraycopy(encoded, 0, bytes, length, encoded.length);
    length += encoded.length;
  }

  /** Appends the checksum and hands out everything. */
  byte[] finish() {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    writeInt((int) checksum.getValue());
    return Arrays.copyOf(bytes, length);
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
