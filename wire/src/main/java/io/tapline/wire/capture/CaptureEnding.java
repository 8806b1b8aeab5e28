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
    CORRUPT,
    /** The file became shorter while it was read; what was not read yet is lost. */
    SHRUNK,
    /** The file's name is that of another file now, or of none; this one will not grow. */
    REPLACED
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

  static CaptureEnding shrunk(long fileOffset) {
    return new CaptureEnding(
        Kind.SHRUNK,
        fileOffset,
        "The file became shorter while it was read; nothing from byte %d on is read."
            .formatted(fileOffset));
  }

  static CaptureEnding replaced(long fileOffset) {
    return new CaptureEnding(
        Kind.REPLACED,
        fileOffset,
        "The file was replaced or removed while it was read; it was read up to byte %d."
            .formatted(fileOffset));
  }

  /** Whether the file may still be read on when it has grown. */
  boolean mayGrow() {
    return kind == Kind.COMPLETE || kind == Kind.TRUNCATED_TAIL;
  }

  static CaptureEnding corrupt(long fileOffset, String what) {
    return new CaptureEnding(
        Kind.CORRUPT,
        fileOffset,
        "The record at byte %d is corrupt: %s; what follows is not read."
            .formatted(fileOffset, what));
  }
}
