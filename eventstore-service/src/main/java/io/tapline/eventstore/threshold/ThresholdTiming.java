package io.tapline.eventstore.threshold;

import java.time.Duration;

/**
 * How long a key stays quiet.
 *
 * @param threshold length of the window, positive
 * @param relapse length of the window's last part in which an event makes the key relapse later;
 *     zero: never
 */
public record ThresholdTiming(Duration threshold, Duration relapse) {
  public ThresholdTiming {
    if (!threshold.isPositive()) {
      throw new IllegalArgumentException("a threshold must be longer than zero: " + threshold);
    }
    if (relapse.isNegative() || relapse.compareTo(threshold) > 0) {
      throw new IllegalArgumentException(
          "a relapse window must lie within its threshold of %s: %s".formatted(threshold, relapse));
    }
  }
}
