package io.tapline.report.rule;

import java.time.Duration;

/**
 * What a detection is, for people.
 *
 * @param name also the class of its events
 * @param window width of the windows it looks at, aligned to 1970-01-01T00:00:00Z
 * @param threshold the count from which it fires
 * @param counted what is counted, with its unit
 * @param baseline what the count is compared with besides; empty where the threshold alone decides
 * @param category of its events, by IDEA's taxonomy
 */
public record Profile(
    String name,
    String description,
    Duration window,
    long threshold,
    String counted,
    String baseline,
    String category) {

  /** Of all detections. */
  public static final String SEVERITY = "medium";

  public String severity() {
    return SEVERITY;
  }
}
