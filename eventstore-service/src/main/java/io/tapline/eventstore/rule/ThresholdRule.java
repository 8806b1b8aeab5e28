package io.tapline.eventstore.rule;

import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.threshold.ThresholdTiming;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A timing for the events that match.
 *
 * @param rank lower ranks are tried first
 */
public record ThresholdRule(String name, int rank, Condition condition, ThresholdTiming timing) {
  /** The order in which rules are tried. */
  public static final Comparator<ThresholdRule> IN_ORDER =
      Comparator.comparingInt(ThresholdRule::rank).thenComparing(ThresholdRule::name);

  /**
   * Which events match: those that have a value of every set that is not empty.
   *
   * @param eventClasses lower case
   */
  public record Condition(
      Set<String> eventClasses,
      Set<String> categories,
      Set<String> detectors,
      Set<Severity> severities,
      Set<String> groups) {

    public boolean matches(RuleFacts facts) {
      return anyOf(eventClasses, List.of(facts.eventClass()))
          && anyOf(categories, facts.categories())
          && anyOf(detectors, facts.detectors())
          && anyOf(severities, List.of(facts.severity()))
          && anyOf(groups, facts.groups());
    }

    private static <T> boolean anyOf(Set<T> wanted, Collection<T> values) {
      return wanted.isEmpty() || !Collections.disjoint(wanted, values);
    }
  }
}
