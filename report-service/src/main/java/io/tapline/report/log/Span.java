package io.tapline.report.log;

import java.time.Duration;
import java.time.Instant;

/** A piece of time, half-open: {@code [start, end)}, never empty. */
public record Span(Instant start, Instant end) {
  public Span {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("empty span " + start + " to " + end);
    }
  }

  /** The smallest span of whole windows that covers this one. */
  public Span alignedTo(Duration window) {
    Instant last = floor(end, window);
    return new Span(floor(start, window), last.equals(end) ? end : last.plus(window));
  }

  /** How many windows fit; exact for aligned spans. */
  public long windows(Duration window) {
    return Duration.between(start, end).dividedBy(window);
  }

  /** Latest boundary at or before a time; windows of whole seconds are counted from 1970. */
  public static Instant floor(Instant time, Duration window) {
    long seconds = window.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
  }
}
