package io.tapline.wire.capture;

import java.io.IOException;

/** A file that cannot be read as a capture. The message is one sentence for people. */
public final class CaptureFormatException extends IOException {
  private static final long serialVersionUID = 1;

  private final Reason reason;
  private final long fileOffset;

  /** Why. */
  public enum Reason {
    /** The file has no bytes. */
    EMPTY_FILE,
    /** The first bytes are not those of a capture. */
    UNKNOWN_FORMAT,
    /** The file ends within its header. */
    TRUNCATED_HEADER,
    /** A capture of a version that is not read. */
    UNSUPPORTED_VERSION,
    /** The header contradicts itself. */
    CORRUPT
  }

  CaptureFormatException(Reason reason, long fileOffset, String message) {
    super(message);
    this.reason = reason;
    this.fileOffset = fileOffset;
  }

  public Reason reason() {
    return reason;
  }

  /** Where in the file, in bytes. */
  public long fileOffset() {
    return fileOffset;
  }
}
