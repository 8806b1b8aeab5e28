package io.tapline.wire.compress;

/**
 * How far a compressed file may grow.
 *
 * @param maximumBytes decompressed bytes of one file
 * @param maximumRatio decompressed bytes for each byte of the file, once {@code ratioFreeBytes} are
 *     passed
 * @param ratioFreeBytes decompressed bytes that may come at any ratio
 */
public record DecompressionLimits(long maximumBytes, long maximumRatio, long ratioFreeBytes) {
  /** 64 GiB; 1000 to 1 after 256 MiB (deflate itself cannot do more than 1032 to 1). */
  public static final DecompressionLimits DEFAULTS =
      new DecompressionLimits(64L << 30, 1000, 256L << 20);

  /**
   * Limits.
   *
   * @throws IllegalArgumentException if one of them is not positive
   */
  public DecompressionLimits {
    if (maximumBytes <= 0 || maximumRatio <= 0 || ratioFreeBytes <= 0) {
      throw new IllegalArgumentException("Limits of decompression are positive.");
    }
  }

  /** Checks what one layer has made of the file so far. */
  void check(long bytes, long fileBytes) throws DecompressionException {
    if (bytes > maximumBytes) {
      throw new DecompressionException(
          DecompressionException.Reason.TOO_MANY_BYTES,
          "The file holds more than %d bytes when decompressed (limit maximumBytes)."
              .formatted(maximumBytes));
    }
    if (bytes > ratioFreeBytes && bytes / Math.max(1, fileBytes) >= maximumRatio) {
      throw new DecompressionException(
          DecompressionException.Reason.TOO_HIGH_RATIO,
          "The file grows more than %d times when decompressed (limit maximumRatio)."
              .formatted(maximumRatio));
    }
  }
}
