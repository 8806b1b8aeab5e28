package io.tapline.eventstore.rule;

import io.tapline.eventstore.group.GroupTimings;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.threshold.ThresholdTiming;

/**
 * The timing of one event by its keys: that of the event, unless the group of the key's source has
 * one of its own.
 *
 * @param ofEvent of the rule that matches, else of the severity
 * @param groups none where a rule matches: it counts
 */
record EventTiming(ThresholdTiming ofEvent, GroupTimings groups, Severity severity) {

  ThresholdTiming of(String key) {
    String source = key.substring(key.lastIndexOf("+++") + 3);
    return groups.isEmpty() || source.isEmpty()
        ? ofEvent
        : groups
            .of(AddressRange.parse(source), severity)
            .map(timing -> timing.over(ofEvent))
            .orElse(ofEvent);
  }
}
