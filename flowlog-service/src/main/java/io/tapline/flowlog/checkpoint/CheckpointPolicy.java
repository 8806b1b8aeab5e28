package io.tapline.flowlog.checkpoint;

import java.time.Duration;

/**
 * When to checkpoint: often enough that rows are seen soon, seldom enough that checkpoints take a
 * small share of the time of a busy source. Pure: times are arguments.
 *
 * @param interval shortest time between the starts of two checkpoints
 * @param longest time that rows may wait whatever a checkpoint takes
 * @param share of the time that checkpoints of a source may take that sends old frames as fast as
 *     it can, for example 0.05: an import is done sooner
 * @param liveShare the same for a source whose frames were captured just now, for example 0.5: its
 *     rows are seen sooner
 * @param fullRows closed rows that make a segment of full size
 */
public record CheckpointPolicy(
    Duration interval, Duration longest, double share, double liveShare, int fullRows) {
  public static final CheckpointPolicy DEFAULT =
      new CheckpointPolicy(Duration.ofSeconds(1), Duration.ofSeconds(60), 0.05, 0.5, 131_072);

  public CheckpointPolicy {
    if (interval.isNegative() || longest.compareTo(interval) < 0) {
      throw new IllegalArgumentException("interval " + interval + ", longest " + longest);
    }
    if (!isShare(share) || !isShare(liveShare) || fullRows < 1) {
      throw new IllegalArgumentException(
          "share %s, live %s, full rows %d".formatted(share, liveShare, fullRows));
    }
  }

  private static boolean isShare(double share) {
    return share > 0 && share <= 1;
  }

  /** Nanoseconds from the end of a checkpoint that took so long to the next one. */
  public long pauseNanos(long lastTookNanos, boolean live) {
    double taken = live ? liveShare : share;
    long fair = (long) (lastTookNanos * (1 - taken) / taken);
    return Math.min(Math.max(fair, interval.toNanos() - lastTookNanos), longest.toNanos());
  }

  /**
   * Whether it is time, given that something is not durable yet.
   *
   * @param lastTookNanos 0 when nobody waits meanwhile: then a checkpoint may take any share
   * @param live whether the frames that were consumed last were captured just now
   */
  public boolean due(long sinceLastNanos, long lastTookNanos, boolean live) {
    return sinceLastNanos >= pauseNanos(lastTookNanos, live);
  }
}
