package io.tapline.eventstore.cache;

import java.time.Instant;

/**
 * A window as Mentat's thresholding cache has it.
 *
 * @param thresholdTime start
 * @param relapseTime start of the relapse window; equal to {@code ttlTime}: there is none
 * @param ttlTime the last microsecond at which the key is kept back
 */
public record CachedThreshold(
    String key, Instant thresholdTime, Instant relapseTime, Instant ttlTime) {
  public CachedThreshold {
    if (relapseTime.isBefore(thresholdTime) || ttlTime.isBefore(relapseTime)) {
      throw new IllegalArgumentException("threshold_time <= relapse_time <= ttl_time must hold");
    }
  }
}
