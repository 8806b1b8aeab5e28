package io.tapline.report.schedule;

import io.tapline.report.log.Span;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of a schedule, as it is stored.
 *
 * @param missed earlier runs that were due and are not caught up
 * @param nextAttempt null unless it is pending
 * @param end null before it is over
 * @param file null before there is one
 */
record Run(
    long id,
    String schedule,
    Trigger trigger,
    Instant due,
    Span interval,
    State state,
    int attempts,
    int missed,
    int delivered,
    String lastError,
    @Nullable Instant nextAttempt,
    @Nullable Instant end,
    @Nullable File file) {

  /** Why there is a run. */
  enum Trigger {
    SCHEDULED,
    REQUESTED
  }

  /** What became of it. */
  enum State {
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED
  }

  /** Its document without its content. */
  record File(String name, String mediaType, long bytes) {}
}
