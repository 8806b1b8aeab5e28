package io.tapline.eventstore.action;

/**
 * What somebody wants to do about an event.
 *
 * @param actor who, by their own words
 * @param text why; may be empty but for comments
 * @param requestId chosen by the client, so that it can repeat the action; empty for none
 */
public record NewAction(
    String eventId, ActionKind kind, String actor, String text, String requestId) {

  /** Whether the action that was recorded is what this one asks for. */
  boolean isSameAs(EventAction recorded) {
    return kind == recorded.kind()
        && actor.equals(recorded.actor())
        && text.equals(recorded.text());
  }
}
