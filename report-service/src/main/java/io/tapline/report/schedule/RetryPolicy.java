package io.tapline.report.schedule;

import java.time.Duration;

/**
 * When a run that failed is tried again: twice as long after each attempt, up to a longest pause.
 *
 * @param maxAttempts then it is given up
 */
record RetryPolicy(Duration first, Duration longest, int maxAttempts) {
  private static final int MOST_DOUBLINGS = 20;

  /**
   * @param attempts so far, at least 1
   */
  Duration after(int attempts) {
    Duration pause = first.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }

  boolean isOver(int attempts) {
    return attempts >= maxAttempts;
  }
}
