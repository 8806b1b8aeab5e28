package io.tapline.eventstore.threshold;

import java.time.Instant;
import java.util.Comparator;

/**
 * What was decided about an event for one of its keys.
 *
 * @param key see {@link io.tapline.eventstore.idea.IdeaMessage#thresholdKeys}
 * @param reason one sentence for people
 * @param decideTime when, by the clock
 * @param window the key's window after the decision
 * @param thresholdedCount events that the window had kept back after the decision
 */
public record Decision(
    Outcome outcome,
    String key,
    String reason,
    Instant decideTime,
    ThresholdWindow window,
    long thresholdedCount) {
  /** Most urgent first, then by key. */
  public static final Comparator<Decision> BY_URGENCY =
      Comparator.comparing(Decision::outcome).thenComparing(Decision::key);

  /** The source that the key names; empty for an event without sources. */
  public String source() {
    return key.substring(key.lastIndexOf("+++") + 3);
  }
}
