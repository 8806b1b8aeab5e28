package io.tapline.wire.capture;

/**
 * How reading came to an end.
 *
 * @param kind what the end was like
 * @param fileOffset the first byte that was not read
 * @param message one sentence for people
 */
public record CaptureEnding(Kind kind, long fileOffset, String message) {

  /** What the end was like. */
  public enum Kind {
    /** The file ends after its last frame. */
    COMPLETE,
    /** The file ends within a frame: its writer was stopped, or is still writing. */
    TRUNCATED_TAIL,
    /** What follows cannot be a frame; the rest of the file is not read. */
    CORRUPT
  }

  static CaptureEnding complete(long fileOffset) {
    return new CaptureEnding(Kind.COMPLETE, fileOffset, "The file ends after its last frame.");
  }

  static CaptureEnding truncated(long fileOffset, long missing) {
    return new CaptureEnding(
        Kind.TRUNCATED_TAIL,
        fileOffset,
        "The file ends within the record at byte %d; at least %d bytes are missing."
            .formatted(fileOffset, missing));
  }

  static CaptureEnding corrupt(long fileOffset, String what) {
    return new CaptureEnding(
        Kind.CORRUPT,
        fileOffset,
        "The record at byte %d is corrupt: %s; what follows is not read."
            .formatted(fileOffset, what));
  }
}
