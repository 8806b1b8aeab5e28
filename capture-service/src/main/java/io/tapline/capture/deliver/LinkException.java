package io.tapline.capture.deliver;

/** A call to the connection log ended. */
public final class LinkException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean retryable;

  /**
   * @param retryable whether a later call may succeed; otherwise the source has failed
   */
  public LinkException(boolean retryable, String message) {
    super(message);
    this.retryable = retryable;
  }

  public boolean retryable() {
    return retryable;
  }
}
