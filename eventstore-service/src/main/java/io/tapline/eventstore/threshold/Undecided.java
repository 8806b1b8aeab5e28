package io.tapline.eventstore.threshold;

import java.util.SortedSet;

/**
 * An event that is to be decided.
 *
 * @param keys at least one, see {@link io.tapline.eventstore.idea.IdeaMessage#thresholdKeys}
 * @param timing used where the event opens a window
 */
public record Undecided(
    String eventId, SortedSet<String> keys, EventTime at, ThresholdTiming timing) {}
