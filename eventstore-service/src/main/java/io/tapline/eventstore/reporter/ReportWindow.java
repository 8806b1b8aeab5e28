package io.tapline.eventstore.reporter;

import java.time.Instant;

/** Times of insertion that a report is about: {@code [start, end)}. */
public record ReportWindow(Instant start, Instant end) {
  public ReportWindow {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("a window ends after its start: " + start + " " + end);
    }
  }
}
