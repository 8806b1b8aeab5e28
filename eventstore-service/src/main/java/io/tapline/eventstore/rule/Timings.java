package io.tapline.eventstore.rule;

import io.tapline.eventstore.group.GroupTimings;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.threshold.ThresholdTiming;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Which timing an event has: that of the first rule that matches, else that of the group of the
 * source, else that of its severity.
 *
 * @param rules in the order in which they are tried
 */
public record Timings(
    Map<Severity, ThresholdTiming> bySeverity, List<ThresholdRule> rules, GroupTimings groups) {
  public Timings {
    if (!bySeverity.keySet().containsAll(List.of(Severity.values()))) {
      throw new IllegalArgumentException("Every severity needs a timing.");
    }
  }

  /** The timing of an event by its key. */
  public Function<String, ThresholdTiming> of(RuleFacts facts) {
    return rules.stream()
            .filter(rule -> rule.condition().matches(facts))
            .findFirst()
            .map(rule -> new EventTiming(rule.timing(), GroupTimings.NONE, facts.severity()))
            .orElseGet(() -> new EventTiming(standard(facts), groups, facts.severity()))
        ::of;
  }

  private ThresholdTiming standard(RuleFacts facts) {
    return Objects.requireNonNull(bySeverity.get(facts.severity()));
  }
}
