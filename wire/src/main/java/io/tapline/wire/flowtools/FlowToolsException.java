package io.tapline.wire.flowtools;

import java.io.IOException;

/** Bytes that are no flow-tools stream, or that cannot be written as one. */
public final class FlowToolsException extends IOException {
  private static final long serialVersionUID = 1;

  private final Reason reason;
  private final long fileOffset;

  /** Why. */
  public enum Reason {
    /** There are no bytes. */
    EMPTY_STREAM,
    /** The first bytes are not those of a stream. */
    UNKNOWN_FORMAT,
    /** The stream ends within its header. */
    TRUNCATED_HEADER,
    /** Neither format 1 nor format 3. */
    UNSUPPORTED_STREAM_VERSION,
    /** Records of an export version or aggregation that is not known. */
    UNSUPPORTED_RECORD_VERSION,
    /** The header is longer than any writer's. */
    HEADER_TOO_LONG,
    /** The header contradicts itself. */
    CORRUPT_HEADER,
    /** The records to be written have no version in this header. */
    WRONG_RECORD_VERSION
  }

  public FlowToolsException(Reason reason, long fileOffset, String message) {
    super(message);
    this.reason = reason;
    this.fileOffset = fileOffset;
  }

  public Reason reason() {
    return reason;
  }

  /** Where in the stream, in bytes. */
  public long fileOffset() {
    return fileOffset;
  }
}
