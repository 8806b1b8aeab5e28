package io.tapline.flowlog.search;

/** Lets a question end early; safe from any thread. */
public final class Cancellation {
  private final boolean givesWay;
  private volatile boolean cancelled;
  private volatile boolean gaveWay;

  /** Of a question that ends when it is told to, and not before. */
  public Cancellation() {
    this(false);
  }

  /**
   * @param givesWay whether the question ends when others need its memory
   */
  public Cancellation(boolean givesWay) {
    this.givesWay = givesWay;
  }

  /** The question ends soon with DEADLINE_EXCEEDED. */
  public void cancel() {
    cancelled = true;
  }

  public boolean isCancelled() {
    return cancelled;
  }

  boolean givesWay() {
    return givesWay;
  }

  /** The question ends soon with QUERY_LIMIT. */
  void giveWay() {
    gaveWay = true;
  }

  boolean gaveWay() {
    return gaveWay;
  }

  /** Whether the question is to end, for either reason. */
  boolean isOver() {
    return cancelled || gaveWay;
  }
}
