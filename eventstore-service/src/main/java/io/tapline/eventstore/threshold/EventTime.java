package io.tapline.eventstore.threshold;

import java.time.Duration;
import java.time.Instant;

/**
 * The time by which an event is decided: when it was detected, unless that is so far in the future
 * that only a wrong clock explains it; then the time at which it was stored.
 *
 * @param time the time that decides
 * @param stored the clock's time at which the event was stored
 * @param detectedAhead the detection time was not usable
 */
public record EventTime(Instant time, Instant stored, boolean detectedAhead) {

  /**
   * @param maxAhead how far the detection time may be ahead of the clock, inclusive
   */
  public static EventTime of(Instant detected, Instant stored, Duration maxAhead) {
    boolean ahead = detected.isAfter(stored.plus(maxAhead));
    return new EventTime(ahead ? stored : detected, stored, ahead);
  }
}
