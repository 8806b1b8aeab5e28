package io.tapline.eventstore.notify.api;

/** What became of a notice. */
enum NoticeState {
  HELD,
  PENDING,
  SENT,
  DEAD,
  MUTED,
  DIGESTED,
  DROPPED;

  /** Whether it still waits. */
  boolean isWaiting() {
    return this == HELD || this == PENDING;
  }
}
