package io.tapline.cli.events;

import io.tapline.cli.output.EnumWord;
import io.tapline.eventstore.v1.Decision;
import io.tapline.eventstore.v1.Event;
import io.tapline.type.v1.Severity;

/** Parts of an event as text. */
final class EventText {
  private EventText() {}

  static String severity(Event event) {
    return EnumWord.of(event.getSeverity());
  }

  /** Of rules, groups and reports, for which having none is a severity, too. */
  static String severity(Severity severity) {
    return severity == Severity.SEVERITY_UNSPECIFIED ? "unspecified" : EnumWord.of(severity);
  }

  static String outcome(Event event) {
    return outcome(event.getDecision());
  }

  static String outcome(Decision decision) {
    return EnumWord.of(decision.getOutcome());
  }

  static String categories(Event event) {
    return String.join(" ", event.getCategoriesList());
  }

  static String sources(Event event) {
    return String.join(" ", event.getSourceAddressesList());
  }

  static String targets(Event event) {
    return String.join(" ", event.getTargetAddressesList());
  }

  static String detectors(Event event) {
    return String.join(" ", event.getDetectorsList());
  }
}
