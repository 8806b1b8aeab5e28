package io.tapline.report.fwctl;

import org.jspecify.annotations.Nullable;

/**
 * The wanted time of a report, both ends included.
 *
 * @param start seconds since 1970-01-01T00:00:00Z; null = the first record
 * @param end null = the last record
 * @param periodSeconds from the start on, has priority over the end; null = none
 */
public record ReportPeriod(@Nullable Long start, @Nullable Long end, @Nullable Long periodSeconds) {
  /** All records. */
  public static final ReportPeriod ALL = new ReportPeriod(null, null, null);

  /** The last second of the report, null without one. */
  @Nullable Long end(long startSeconds) {
    return periodSeconds != null ? Long.valueOf(startSeconds + periodSeconds) : end;
  }

  /** The last second where it is known before any record is read; null otherwise. */
  @Nullable Long knownEnd() {
    if (start != null) {
      return end(start);
    }
    return periodSeconds == null ? end : null;
  }
}
