package io.tapline.capture.deliver;

/** How the delivery of a source stands. */
public enum DeliveryState {
  /** Not yet connected for the first time, or connected. */
  DELIVERING,
  /** The log cannot be reached: trying again. */
  LOG_AWAY,
  /** Something failed in the delivery itself: trying again. */
  FAULTY,
  /** Everything is durable and the log has closed the source. */
  FINISHED,
  /** The log refused the source for good. */
  FAILED
}
