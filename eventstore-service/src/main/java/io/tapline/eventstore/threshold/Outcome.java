package io.tapline.eventstore.threshold;

/** What was decided about an event, most urgent first. */
public enum Outcome {
  NEW,
  RELAPSED,
  THRESHOLDED
}
