package io.tapline.eventstore.event;

import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.threshold.Decision;
import java.time.Instant;

/**
 * An event with what was decided about it.
 *
 * @param decision the most urgent of its decisions
 * @param state whether somebody still has to look after it
 */
public record StoredEvent(
    IdeaMessage idea, Instant storageTime, Decision decision, EventState state) {}
