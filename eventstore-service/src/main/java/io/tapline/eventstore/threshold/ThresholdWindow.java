package io.tapline.eventstore.threshold;

import java.time.Duration;
import java.time.Instant;

/**
 * The time in which a key is not reported again: {@code [start, end)}.
 *
 * @param start time of the event that opened it, or of the relapse
 * @param relapseStart the relapse window is {@code [relapseStart, end)}; empty when both are equal
 * @param relapseUntil an event of {@code [end, relapseUntil)} may be a relapse, a later one is new
 * @param openedByEventId the event that opened it; empty when a client set the window
 */
public record ThresholdWindow(
    Instant start,
    Instant relapseStart,
    Instant end,
    Instant relapseUntil,
    String openedByEventId) {

  static ThresholdWindow opened(String eventId, Instant time, ThresholdTiming timing) {
    Instant end = time.plus(timing.threshold());
    return new ThresholdWindow(
        time, end.minus(timing.relapse()), end, end.plus(timing.period()), eventId);
  }

  boolean inRelapse(Instant time) {
    return !time.isBefore(relapseStart) && time.isBefore(end);
  }

  /** The lengths with which it was opened. */
  ThresholdTiming timing() {
    return new ThresholdTiming(
        Duration.between(end, relapseUntil),
        Duration.between(start, end),
        Duration.between(relapseStart, end));
  }
}
