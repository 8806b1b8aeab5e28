package io.tapline.eventstore.rule;

import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.Severity;
import java.util.List;

/** What a rule looks at in an event. */
public record RuleFacts(
    String eventClass,
    List<String> categories,
    List<String> detectors,
    Severity severity,
    List<String> groups) {

  public static RuleFacts of(IdeaMessage idea) {
    return new RuleFacts(
        idea.eventClass(),
        idea.categories(),
        idea.detectors().names(),
        idea.severity(),
        idea.resolvedAbuses());
  }
}
