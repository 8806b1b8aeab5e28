package io.tapline.eventstore.reporting;

import io.tapline.eventstore.Reason;
import io.tapline.eventstore.decision.DecisionMessages;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.query.QueryRequests;

/** Reads and writes severities. */
final class SeverityMessages {
  private SeverityMessages() {}

  static Severity required(Reason reason, String field, io.tapline.type.v1.Severity message) {
    Severity severity = optional(reason, field, message);
    if (severity == Severity.UNSPECIFIED) {
      throw QueryRequests.invalid(reason, field, "needs a severity");
    }
    return severity;
  }

  /** Unspecified is a value. */
  static Severity optional(Reason reason, String field, io.tapline.type.v1.Severity message) {
    return DecisionMessages.severity(message)
        .orElseThrow(() -> QueryRequests.invalid(reason, field, "has a value that is no severity"));
  }

  static io.tapline.type.v1.Severity message(Severity severity) {
    return DecisionMessages.severity(severity);
  }
}
