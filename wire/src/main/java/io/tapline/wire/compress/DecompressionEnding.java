package io.tapline.wire.compress;

/**
 * How a compressed file came to its end.
 *
 * @param kind what the end was like
 * @param compressedOffset the first byte that was not understood, in the file; in what the outer
 *     compression gave when it is an inner one that is damaged
 * @param message one sentence for people
 */
public record DecompressionEnding(Kind kind, long compressedOffset, String message) {

  /** What the end was like. */
  public enum Kind {
    /** The file ends where it should; checksums agree. */
    COMPLETE,
    /** The file ends too early: its writer was stopped, or is still writing. */
    TRUNCATED,
    /** What follows cannot be decompressed, or a checksum disagrees. */
    CORRUPT
  }

  static DecompressionEnding complete(long at) {
    return new DecompressionEnding(Kind.COMPLETE, at, "The file ends where it should.");
  }

  static DecompressionEnding truncated(Compression compression, long at) {
    return new DecompressionEnding(
        Kind.TRUNCATED,
        at,
        "The %s data ends too early, after byte %d.".formatted(name(compression), at));
  }

  static DecompressionEnding corrupt(Compression compression, long at, String what) {
    return new DecompressionEnding(
        Kind.CORRUPT,
        at,
        "The %s data is corrupt at byte %d: %s; what follows is not read."
            .formatted(name(compression), at, what));
  }

  private static String name(Compression compression) {
    return switch (compression) {
      case GZIP -> "gzip";
      case ZSTD -> "zstd";
    };
  }
}
