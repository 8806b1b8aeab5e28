package io.tapline.capture.deliver;

/** A call to the connection log ended. */
public final class LinkException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean retryable;
  private final boolean nameHeld;

  /**
   * @param retryable whether a later call may succeed; otherwise the source has failed
   */
  public LinkException(boolean retryable, String message) {
    this(retryable, message, false);
  }

  private LinkException(boolean retryable, String message, boolean nameHeld) {
    super(message);
    this.retryable = retryable;
    this.nameHeld = nameHeld;
  }

  /** The log holds a source of this name whose frames are something else. */
  public static LinkException nameHeld(String message) {
    return new LinkException(false, message, true);
  }

  public boolean retryable() {
    return retryable;
  }

  /** Whether the source would be taken under another name. */
  public boolean nameHeld() {
    return nameHeld;
  }
}
