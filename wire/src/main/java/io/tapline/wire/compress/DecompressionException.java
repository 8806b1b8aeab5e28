package io.tapline.wire.compress;

import java.io.IOException;

/** A compressed file that is refused. The message is one sentence for people. */
public final class DecompressionException extends IOException {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  /** Why. */
  public enum Reason {
    /** More than {@link DecompressionLimits#maximumBytes}. */
    TOO_MANY_BYTES,
    /** More than {@link DecompressionLimits#maximumRatio}. */
    TOO_HIGH_RATIO,
    /** Compressed more often than {@link DecompressedStream#MAXIMUM_DEPTH} times. */
    TOO_DEEP,
    /** A zstd frame that needs more memory than {@link DecompressedStream#MAXIMUM_WINDOW_BYTES}. */
    TOO_LARGE_WINDOW
  }

  DecompressionException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
