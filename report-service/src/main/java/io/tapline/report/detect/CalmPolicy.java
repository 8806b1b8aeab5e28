package io.tapline.report.detect;

import java.time.Duration;
import java.time.Instant;

/**
 * When detections run over what changed: as soon as the log was calm for a while, since what
 * changes during an import changes again and again, or when they have waited for long. A pure
 * function of values.
 *
 * @param calm how long no source was busy
 * @param longestWait after which they run whatever the load
 */
record CalmPolicy(Duration calm, Duration longestWait) {
  /** Times of what the last run took: under lasting load a fifth of the time is theirs at most. */
  private static final int REST = 4;

  /**
   * @param waitingSince since when something waits to be looked at and nothing was
   * @param lastBusy when a source was last seen busy
   * @param lastRun what the last run took
   */
  boolean isDue(Instant waitingSince, Instant lastBusy, Duration lastRun, Instant now) {
    return !now.isBefore(lastBusy.plus(calm)) || !now.isBefore(waitingSince.plus(wait(lastRun)));
  }

  private Duration wait(Duration lastRun) {
    Duration rest = lastRun.multipliedBy(REST);
    return rest.compareTo(longestWait) > 0 ? rest : longestWait;
  }
}
