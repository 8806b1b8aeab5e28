package io.tapline.cli.events;

import io.tapline.eventstore.v1.Decision;
import io.tapline.eventstore.v1.Event;
import io.tapline.eventstore.v1.Outcome;
import io.tapline.eventstore.v1.Severity;
import java.util.Locale;

/** Parts of an event as text. */
final class EventText {
  private EventText() {}

  static String severity(Event event) {
    return event.getSeverity() == Severity.SEVERITY_UNSPECIFIED
        ? ""
        : plain(event.getSeverity().name(), "SEVERITY_");
  }

  static String outcome(Event event) {
    return outcome(event.getDecision());
  }

  static String outcome(Decision decision) {
    Outcome outcome = decision.getOutcome();
    return outcome == Outcome.OUTCOME_UNSPECIFIED ? "" : plain(outcome.name(), "OUTCOME_");
  }

  static String categories(Event event) {
    return String.join(" ", event.getCategoriesList());
  }

  static String sources(Event event) {
    return String.join(" ", event.getSourceAddressesList());
  }

  private static String plain(String name, String prefix) {
    return name.substring(prefix.length()).toLowerCase(Locale.ROOT);
  }
}
