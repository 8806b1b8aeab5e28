package io.tapline.eventstore.threshold;

import java.time.Duration;

/**
 * How long a key stays quiet, and when it comes back.
 *
 * @param period how long after the window's end the key can still relapse, not negative: a later
 *     event is new
 * @param threshold length of the window, positive
 * @param relapse length of the window's last part in which an event makes the key relapse at the
 *     window's end; zero: never
 */
public record ThresholdTiming(Duration period, Duration threshold, Duration relapse) {
  public ThresholdTiming {
    if (!threshold.isPositive()) {
      throw new IllegalArgumentException("a threshold must be longer than zero: " + threshold);
    }
    if (period.isNegative()) {
      throw new IllegalArgumentException("a period must not be negative: " + period);
    }
    if (relapse.isNegative() || relapse.compareTo(threshold) > 0) {
      throw new IllegalArgumentException(
          "a relapse window must lie within its threshold of %s: %s".formatted(threshold, relapse));
    }
  }
}
