package io.tapline.standalone;

/**
 * Why the all-in-one cannot start or go on; the message is one sentence for the person who typed
 * the command.
 */
public final class StandaloneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, for tests and for exit codes. */
  public enum Reason {
    DATA_DIRECTORY_IN_USE,
    DATA_DIRECTORY_NEWER,
    DATA_DIRECTORY_OTHER_POSTGRES,
    DATA_DIRECTORY_UNUSABLE,
    DISK_FULL,
    MEMORY_INVALID,
    MEMORY_TOO_SMALL,
    PORT_IN_USE,
    PORT_INVALID,
    PUBLIC_ADDRESS,
    POSTGRES_FAILED,
    START_FAILED,
    TLS_UNUSABLE,
    TOKENS_UNUSABLE
  }

  private final Reason reason;

  public StandaloneException(Reason reason, String sentence) {
    super(sentence);
    this.reason = reason;
  }

  public StandaloneException(Reason reason, String sentence, Throwable cause) {
    super(sentence, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
