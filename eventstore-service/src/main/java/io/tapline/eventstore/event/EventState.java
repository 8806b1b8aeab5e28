package io.tapline.eventstore.event;

/** Whether somebody still has to look after an event. */
public enum EventState {
  OPEN,
  ACKNOWLEDGED,
  CLOSED
}
