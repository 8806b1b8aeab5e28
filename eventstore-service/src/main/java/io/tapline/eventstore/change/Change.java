package io.tapline.eventstore.change;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an event.
 *
 * @param position behind it
 * @param outcome of the event when it was stored, or RELAPSED; null of an action
 * @param key that was decided; null of an action
 * @param actionId of an action, else 0
 */
public record Change(
    ChangePosition position,
    String eventId,
    Kind kind,
    @Nullable String outcome,
    @Nullable String key,
    long actionId) {

  /** What happened. */
  public enum Kind {
    STORED,
    RELAPSED,
    ACTED
  }
}
