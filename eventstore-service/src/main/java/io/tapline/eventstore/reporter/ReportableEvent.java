package io.tapline.eventstore.reporter;

import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.query.EventMatcher.Candidate;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * An event that a report may be about.
 *
 * @param insertTime by which windows go
 * @param windows in which it was decided, by key
 * @param relapsedKeys for an event of an earlier window: those for which it relapsed by the clock
 */
record ReportableEvent(
    Candidate subject,
    Instant insertTime,
    Map<String, KeyWindow> windows,
    Set<String> relapsedKeys) {

  IdeaMessage idea() {
    return subject.idea();
  }

  boolean isRelapse() {
    return !relapsedKeys.isEmpty();
  }

  /** See {@link io.tapline.eventstore.idea.ThresholdKeys}. */
  String key(AddressRange source) {
    return idea().topic() + "+++" + source.text();
  }
}
