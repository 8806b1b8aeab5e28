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

  /** What waits while a checkpoint is made. */
  public enum Load {
    /** Nothing: the source's thread has taken all there is, and a checkpoint may take any share. */
    NONE,
    /** Frames that were captured just now. */
    LIVE,
    /** Frames of earlier, which the source sends as fast as it can. */
    BACKLOG
  }

  /** Nanoseconds from the end of a checkpoint that took so long to the start of the next one. */
  public long pauseNanos(long lastTookNanos, Load load) {
    long fair =
        switch (load) {
          case NONE -> 0;
          case LIVE -> fairPause(lastTookNanos, liveShare);
          case BACKLOG -> fairPause(lastTookNanos, share);
        };
    return Math.min(Math.max(fair, interval.toNanos() - lastTookNanos), longest.toNanos());
  }

  private static long fairPause(long lastTookNanos, double share) {
    return (long) (lastTookNanos * (1 - share) / share);
  }

  /** Whether it is time, given that something is not durable yet. */
  public boolean due(long sinceLastNanos, long lastTookNanos, Load load) {
    return sinceLastNanos >= pauseNanos(lastTookNanos, load);
  }
}
