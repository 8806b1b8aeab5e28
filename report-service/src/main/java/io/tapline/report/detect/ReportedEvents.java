package io.tapline.report.detect;

import io.tapline.report.rule.Sighting;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ids of events that the store has: it keeps the first content of an id, so making and sending
 * the event again would change nothing. Holds at most {@code limit} ids, the oldest leave first;
 * what was forgotten is sent again, which the store answers with {@code known}. Not thread-safe.
 */
final class ReportedEvents {
  private final Map<String, Boolean> ids =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > limit;
        }
      };
  private final int limit;
  private final DetectionMetrics metrics;

  ReportedEvents(int limit, DetectionMetrics metrics) {
    this.limit = limit;
    this.metrics = metrics;
  }

  /** Whether an event needs to be sent; what need not be is counted. */
  boolean isNew(Sighting sighting) {
    boolean known = ids.containsKey(IdeaEvent.id(sighting));
    if (known) {
      metrics.repeated(sighting.detection().name());
    }
    return !known;
  }

  /** The store has it. */
  void add(Finding finding) {
    ids.put(finding.eventId(), true);
  }
}
