package io.tapline.eventstore.threshold;

import java.util.Comparator;

/**
 * What was decided about an event for one of its keys.
 *
 * @param key see {@link io.tapline.eventstore.idea.IdeaMessage#thresholdKeys}
 * @param reason one sentence for people
 * @param window the key's window after the decision
 */
public record Decision(Outcome outcome, String key, String reason, ThresholdWindow window) {
  /** Most urgent first, then by key. */
  public static final Comparator<Decision> BY_URGENCY =
      Comparator.comparing(Decision::outcome).thenComparing(Decision::key);
}
