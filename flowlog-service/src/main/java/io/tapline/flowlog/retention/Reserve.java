package io.tapline.flowlog.retention;

import java.util.OptionalLong;

/**
 * Bytes that stay free on the file system of the database.
 *
 * @param configuredBytes absent for the default: 5 % of the file system, at least 2 GiB, at most 20
 *     GiB
 */
public record Reserve(OptionalLong configuredBytes) {
  static final long LEAST_BYTES = 2L << 30;
  static final long MOST_BYTES = 20L << 30;

  public static final Reserve DEFAULT = new Reserve(OptionalLong.empty());

  private static final int DEFAULT_DIVISOR = 20;

  public Reserve {
    if (configuredBytes.orElse(0) < 0) {
      throw new IllegalArgumentException("a reserve of " + configuredBytes);
    }
  }

  /** The reserve on a file system of that size. */
  public long bytes(long totalBytes) {
    return configuredBytes.orElse(
        Math.clamp(totalBytes / DEFAULT_DIVISOR, LEAST_BYTES, MOST_BYTES));
  }
}
