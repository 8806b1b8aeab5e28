package io.tapline.report.rule;

import io.tapline.report.log.Span;
import java.time.Instant;
import java.util.List;

/**
 * What a detection saw in one window.
 *
 * @param key tells it from the others of its window
 * @param counts of the key in the window; the count that was judged first
 * @param category by IDEA's taxonomy
 * @param headline one sentence: who did what to whom
 * @param sides who is behind it and whom it hits
 * @param evidence the numbers that speak for it
 * @param baseline the sentence that says what they were compared with
 * @param which connections they are
 */
public record Sighting(
    Profile detection,
    List<String> key,
    Counts counts,
    String category,
    String headline,
    Sides sides,
    List<Evidence> evidence,
    String baseline,
    Connections which) {

  public Sighting {
    key = List.copyOf(key);
    evidence = List.copyOf(evidence);
  }

  /**
   * The class of its event: the detection, and where nobody is named as its source also the target,
   * so that each target is kept back by itself.
   */
  public String eventClass() {
    return sides.hasSource() ? detection.name() : detection.name() + '/' + subject();
  }

  public Span window() {
    return counts.window();
  }

  /** At least the threshold. */
  public long count() {
    return counts.count();
  }

  public long connections() {
    return counts.connections();
  }

  public Instant firstStart() {
    return counts.firstStart();
  }

  public Instant lastEnd() {
    return counts.lastEnd();
  }

  /** Shows its connections, in the filter language of the log. */
  public String filter() {
    return which.text();
  }

  /** The address that it is about. */
  public String subject() {
    return sides.subject();
  }
}
