package io.tapline.flowlog.store;

/**
 * What retention removed of an interval.
 *
 * @param connections of the removed days that touch the interval
 * @param keptSinceNanos connections that started at or after it are all there; without meaning
 *     while nothing was removed
 */
public record Removed(long connections, long keptSinceNanos) {
  public static final Removed NOTHING = new Removed(0, Long.MIN_VALUE);

  public boolean isNothing() {
    return connections == 0;
  }
}
