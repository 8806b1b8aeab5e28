package io.tapline.capture.source;

import java.time.Clock;
import java.time.Instant;

/** Times of frames of which no kernel says when they came. */
final class EpochNanos {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private EpochNanos() {}

  /** Nanoseconds since 1970-01-01T00:00:00Z by a clock. */
  static long now(Clock clock) {
    Instant now = clock.instant();
    return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
  }
}
