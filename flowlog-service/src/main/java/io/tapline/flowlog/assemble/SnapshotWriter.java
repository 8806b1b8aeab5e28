package io.tapline.flowlog.assemble;

import io.tapline.flowlog.assemble.Pieces.Piece;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** Bytes of a snapshot in the making. */
final class SnapshotWriter {
  /** An array that is full and as large is followed by another instead of being replaced. */
  static final int PIECE_BYTES = 1 << 16;

  private static final int MAX_LONG_BYTES = 10;

  private final List<Piece> full = new ArrayList<>();
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
    if (!isAscii(text)) {
      writeBytes(text.getBytes(StandardCharsets.UTF_8));
      return;
    }
    writeLong(text.length());
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
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
    return finishPieces().joined();
  }

  /** The same, for what may be large. */
  Pieces finishPieces() {
    CRC32C checksum = new CRC32C();
    full.forEach(piece -> checksum.update(piece.bytes(), 0, piece.length()));
    checksum.update(bytes, 0, length);
    writeInt((int) checksum.getValue());
    full.add(new Piece(bytes, length));
    return new Pieces(full);
  }

  private void reserve(int more) {
    if (bytes.length - length >= more) {
      return;
    }
    if (bytes.length < PIECE_BYTES) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    } else {
      full.add(new Piece(bytes, length));
      bytes = new byte[Math.max(PIECE_BYTES, more)];
      length = 0;
    }
  }
}
