package io.tapline.eventstore.threshold;

import java.util.SortedSet;
import java.util.function.Function;

/**
 * An event that is to be decided.
 *
 * @param keys at least one, see {@link io.tapline.eventstore.idea.IdeaMessage#thresholdKeys}
 * @param timing by key; used where the event opens a window
 */
public record Undecided(
    String eventId,
    SortedSet<String> keys,
    EventTime at,
    Function<String, ThresholdTiming> timing) {}
