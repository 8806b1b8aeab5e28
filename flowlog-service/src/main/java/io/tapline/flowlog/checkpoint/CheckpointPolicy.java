package io.tapline.flowlog.checkpoint;

import java.time.Duration;

/**
 * When to checkpoint: often enough that rows are seen soon, seldom enough that checkpoints take a
 * small share of the time of a busy source. Pure: times are arguments.
 *
 * @param interval shortest time between the starts of two checkpoints
 * @param longest time that rows may wait whatever a checkpoint takes
 * @param share of the time that checkpoints may take, for example 0.05
 * @param fullRows closed rows that make a segment of full size
 */
public record CheckpointPolicy(Duration interval, Duration longest, double share, int fullRows) {
  public static final CheckpointPolicy DEFAULT =
      new CheckpointPolicy(Duration.ofSeconds(1), Duration.ofSeconds(60), 0.05, 131_072);

  public CheckpointPolicy {
    if (interval.isNegative() || longest.compareTo(interval) < 0) {
      throw new IllegalArgumentException("interval " + interval + ", longest " + longest);
    }
    if (share <= 0 || share > 1 || fullRows < 1) {
      throw new IllegalArgumentException("share " + share + ", full rows " + fullRows);
    }
  }

  /** Nanoseconds from the end of a checkpoint that took so long to the next one. */
  public long pauseNanos(long lastTookNanos) {
    return pauseNanos(lastTookNanos, share);
  }

  private long pauseNanos(long lastTookNanos, double taken) {
    long fair = (long) (lastTookNanos * (1 - taken) / taken);
    return Math.min(Math.max(fair, interval.toNanos() - lastTookNanos), longest.toNanos());
  }

  /**
   * Whether it is time, given that something is not durable yet. A source that takes half of its
   * thread may have checkpoints for a quarter of the time: they delay nobody, and its rows are seen
   * sooner.
   *
   * @param lastTookNanos 0 when nobody waits meanwhile: then a checkpoint may take any share
   * @param idleNanos of the time since the last one in which the source's thread had nothing to do
   */
  public boolean due(long sinceLastNanos, long lastTookNanos, long idleNanos) {
    double idle = sinceLastNanos <= 0 ? 0 : (double) idleNanos / sinceLastNanos;
    return sinceLastNanos >= pauseNanos(lastTookNanos, Math.clamp(idle / 2, share, 1));
  }
}
