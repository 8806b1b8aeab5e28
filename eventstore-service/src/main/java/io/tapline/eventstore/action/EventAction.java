package io.tapline.eventstore.action;

import io.tapline.eventstore.event.EventState;
import java.time.Instant;

/**
 * What somebody did about an event.
 *
 * @param actor who, by their own words
 * @param text why; may be empty but for comments
 * @param state of the event afterwards
 */
public record EventAction(
    long id,
    String eventId,
    ActionKind kind,
    String actor,
    String text,
    EventState state,
    Instant time) {}
