package io.tapline.wire.compress;

import org.jspecify.annotations.Nullable;

/** Compressions and archives that are known but not read, and what to do with them. */
public enum UnreadCompression {
  XZ("an xz file, decompress it first (xz -d)"),
  BZIP2("a bzip2 file, decompress it first (bzip2 -d)"),
  LZ4("an lz4 file, decompress it first (lz4 -d)"),
  COMPRESS("a file of compress, decompress it first (gzip -d)"),
  ZIP("a zip file, unpack it first (unzip)"),
  SEVEN_ZIP("a 7z file, unpack it first (7z x)");

  private final String advice;

  UnreadCompression(String advice) {
    this.advice = advice;
  }

  /** What it is and how to go on, for people; no full stop. */
  public String advice() {
    return advice;
  }

  /** What the first {@code length} bytes begin; null = none of these, or too few bytes to tell. */
  public static @Nullable UnreadCompression of(byte[] head, int length) {
    if (length < Compression.HEAD_BYTES) {
      return null;
    }
    int magic = Magic.of(head, 0);
    return switch (magic) {
      case 0xFD377A58 -> XZ;
      case 0x04224D18 -> LZ4;
      case 0x504B0304 -> ZIP;
      case 0x377ABCAF -> SEVEN_ZIP;
      default -> byThreeBytes(magic >>> 8);
    };
  }

  private static @Nullable UnreadCompression byThreeBytes(int magic) {
    if (magic == 0x425A68) {
      return BZIP2;
    }
    return magic >>> 8 == 0x1F9D ? COMPRESS : null;
  }
}
