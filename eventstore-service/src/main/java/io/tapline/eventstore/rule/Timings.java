package io.tapline.eventstore.rule;

import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.threshold.ThresholdTiming;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which timing an event has: that of the first rule that matches, else that of its severity.
 *
 * @param rules in the order in which they are tried
 */
public record Timings(Map<Severity, ThresholdTiming> bySeverity, List<ThresholdRule> rules) {
  public Timings {
    if (!bySeverity.keySet().containsAll(List.of(Severity.values()))) {
      throw new IllegalArgumentException("Every severity needs a timing.");
    }
  }

  public ThresholdTiming of(RuleFacts facts) {
    return rules.stream()
        .filter(rule -> rule.condition().matches(facts))
        .findFirst()
        .map(ThresholdRule::timing)
        .orElseGet(() -> Objects.requireNonNull(bySeverity.get(facts.severity())));
  }
}
