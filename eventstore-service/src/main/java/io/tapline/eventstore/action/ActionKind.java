package io.tapline.eventstore.action;

import io.tapline.eventstore.event.EventState;
import java.util.Optional;

/** What somebody can do about an event. */
public enum ActionKind {
  ACKNOWLEDGED,
  COMMENTED,
  CLOSED,
  REOPENED;

  /** The state that it leads to; empty when the state does not allow it. */
  Optional<EventState> from(EventState state) {
    return switch (this) {
      case ACKNOWLEDGED ->
          state == EventState.OPEN ? Optional.of(EventState.ACKNOWLEDGED) : Optional.empty();
      case COMMENTED -> Optional.of(state);
      case CLOSED -> state == EventState.CLOSED ? Optional.empty() : Optional.of(EventState.CLOSED);
      case REOPENED -> state == EventState.OPEN ? Optional.empty() : Optional.of(EventState.OPEN);
    };
  }
}
