package io.tapline.capture.deliver;

/**
 * A promise of a silent source: no frame with an earlier time will come at or after this position.
 *
 * @param timeNanos since the epoch
 * @param nextPosition the log's position after everything captured
 */
public record SourceClock(long timeNanos, long nextPosition) {}
