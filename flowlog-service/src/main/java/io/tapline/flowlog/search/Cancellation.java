package io.tapline.flowlog.search;

/** Lets the one who asked give up; safe from any thread. */
public final class Cancellation {
  private volatile boolean cancelled;

  /** The question ends soon with DEADLINE_EXCEEDED. */
  public void cancel() {
    cancelled = true;
  }

  public boolean isCancelled() {
    return cancelled;
  }
}
