package io.tapline.eventstore.reporter;

import io.tapline.eventstore.group.EventFilters;
import io.tapline.eventstore.group.GroupNetworks;
import io.tapline.eventstore.idea.AddressRange;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides event by event what a report says, source by source: a source is reported when it is the
 * group's, no filter keeps it out, and the group was not told of its quiet window before. For one
 * thread.
 */
final class WindowReview {
  /**
   * By what is decided.
   *
   * @param networks that are relevant to the group
   * @param thresholding false: whatever the group was told before
   */
  record Policy(String group, GroupNetworks networks, EventFilters filters, boolean thresholding) {}

  private final Policy policy;
  private final ToldWindows told;
  private final KeptMessages kept;
  private final Aggregation aggregation = new Aggregation();
  private final SortedMap<String, Long> hits = new TreeMap<>();
  private final SortedMap<String, Long> filtering = new TreeMap<>();
  private long newEvents;
  private long filtered;
  private long filterBlocked;
  private long thresholded;
  private long thresholdBlocked;
  private long relapsed;

  WindowReview(Policy policy, ToldWindows told, KeptMessages kept) {
    this.policy = policy;
    this.told = told;
    this.kept = kept;
  }

  void review(ReportableEvent event) {
    List<AddressRange> own = own(event);
    if (own.isEmpty()) {
      return; // another group's, by a smaller network
    }
    EventFilters.Passed passed = policy.filters().pass(event.subject(), own);
    passed.firstHit().ifPresent(name -> hits.merge(name, 1L, Long::sum));
    List<AddressRange> untold =
        passed.sources().stream().filter(source -> !isTold(event, source)).toList();
    if (event.isRelapse()) {
      relapsed += untold.isEmpty() ? 0 : 1;
    } else {
      countNew(passed, !untold.isEmpty());
    }
    if (!untold.isEmpty()) {
      report(event, untold);
    }
  }

  /** Each source once, in the order of the message. */
  private List<AddressRange> own(ReportableEvent event) {
    return event.idea().source().addresses().stream()
        .distinct()
        .filter(source -> !event.isRelapse() || event.relapsedKeys().contains(event.key(source)))
        .filter(source -> policy.networks().belongsTo(policy.group(), source))
        .toList();
  }

  private boolean isTold(ReportableEvent event, AddressRange source) {
    String key = event.key(source);
    return policy.thresholding() && told.isTold(key, event.windows().get(key));
  }

  private void countNew(EventFilters.Passed passed, boolean reported) {
    newEvents++;
    if (passed.sources().isEmpty()) {
      filterBlocked++;
      filtering.merge(passed.firstHit().orElseThrow(), 1L, Long::sum);
    } else {
      filtered++;
      thresholded += reported ? 1 : 0;
      thresholdBlocked += reported ? 0 : 1;
    }
  }

  private void report(ReportableEvent event, List<AddressRange> sources) {
    for (AddressRange source : sources) {
      String key = event.key(source);
      told.tell(key, event.windows().get(key));
    }
    aggregation.add(event.idea().eventClass(), sources, IdeaDocument.parse(event.idea().json()));
    kept.add(event.idea(), sources);
  }

  /** What came out. */
  Reviewed result() {
    return new Reviewed(
        new RunCounts(
            newEvents, filtered, filterBlocked, thresholded, thresholdBlocked, relapsed, filtering),
        hits,
        aggregation.build(),
        kept);
  }

  /** What was decided about a window. */
  record Reviewed(
      RunCounts counts,
      SortedMap<String, Long> hits,
      List<ClassSummary> classes,
      KeptMessages messages) {}
}
