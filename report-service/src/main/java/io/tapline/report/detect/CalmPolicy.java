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

  /**
   * @param waitingSince since when something waits to be looked at and nothing was
   * @param lastBusy when a source was last seen busy
   */
  boolean isDue(Instant waitingSince, Instant lastBusy, Instant now) {
    return !now.isBefore(lastBusy.plus(calm)) || !now.isBefore(waitingSince.plus(longestWait));
  }
}
