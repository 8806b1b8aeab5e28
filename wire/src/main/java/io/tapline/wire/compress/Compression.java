package io.tapline.wire.compress;

import org.jspecify.annotations.Nullable;

/** The compressions that are read. */
public enum Compression {
  /** RFC 1952. */
  GZIP,
  /** RFC 8878. */
  ZSTD;

  /** Bytes that {@link #of} looks at. */
  public static final int HEAD_BYTES = 4;

  private static final int GZIP_DEFLATE = 0x1F8B08;

  /** What the first {@code length} bytes begin; null = neither, or too few bytes to tell. */
  public static @Nullable Compression of(byte[] head, int length) {
    return length < HEAD_BYTES ? null : of(Magic.of(head, 0));
  }

  private static @Nullable Compression of(int magic) {
    if (magic >>> 8 == GZIP_DEFLATE) {
      return GZIP;
    }
    return ZstdFrame.isFrame(magic) || ZstdFrame.isSkippable(magic) ? ZSTD : null;
  }

  Layer layer(BufferedInput input) {
    return switch (this) {
      case GZIP -> new GzipLayer(input);
      case ZSTD -> new ZstdLayer(input);
    };
  }
}
