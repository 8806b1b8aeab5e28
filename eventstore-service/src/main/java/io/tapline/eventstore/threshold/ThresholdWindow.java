package io.tapline.eventstore.threshold;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time in which a key is not reported again: {@code [start, end)}.
 *
 * @param start time of the event that opened it
 * @param relapseStart the relapse window is {@code [relapseStart, end)}; empty when both are equal
 * @param openedByEventId the event that opened it
 * @param thresholdedCount events that it kept back
 * @param lastThresholded latest time of an event that it kept back
 */
public record ThresholdWindow(
    Instant start,
    Instant relapseStart,
    Instant end,
    String openedByEventId,
    long thresholdedCount,
    @Nullable Instant lastThresholded) {

  static ThresholdWindow opened(String eventId, Instant time, ThresholdTiming timing) {
    Instant end = time.plus(timing.threshold());
    return new ThresholdWindow(time, end.minus(timing.relapse()), end, eventId, 0, null);
  }

  ThresholdWindow keepingBack(Instant time) {
    Instant last =
        lastThresholded == null || time.isAfter(lastThresholded) ? time : lastThresholded;
    return new ThresholdWindow(
        start, relapseStart, end, openedByEventId, thresholdedCount + 1, last);
  }

  /** Whether the key came back in the relapse window. */
  boolean relapses() {
    return lastThresholded != null
        && !lastThresholded.isBefore(relapseStart)
        && lastThresholded.isBefore(end);
  }
}
