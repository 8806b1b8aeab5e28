package io.tapline.report.detect;

import io.tapline.report.log.Span;
import java.time.Instant;
import java.util.List;

/**
 * What a detection saw in one window.
 *
 * @param key values of the detection's key columns
 * @param count of distinct values, at least the threshold
 */
public record Sighting(
    Detection detection,
    Span window,
    List<String> key,
    long count,
    long connections,
    Instant firstStart,
    Instant lastEnd) {

  /** The address that it is about. */
  public String client() {
    return key.getFirst();
  }

  String filter() {
    return detection.filterFor(key);
  }
}
