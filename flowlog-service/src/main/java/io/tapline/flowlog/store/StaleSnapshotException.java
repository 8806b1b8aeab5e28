package io.tapline.flowlog.store;

/**
 * A segment of a snapshot cannot be had and has been set aside: the question is to be asked again
 * with a new snapshot, which does without it and names what is missing.
 */
public final class StaleSnapshotException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StaleSnapshotException(String message) {
    super(message);
  }
}
