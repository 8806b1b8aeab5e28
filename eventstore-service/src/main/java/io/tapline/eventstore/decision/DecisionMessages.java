package io.tapline.eventstore.decision;

import io.tapline.eventstore.threshold.Decision;
import io.tapline.eventstore.threshold.ThresholdWindow;
import io.tapline.eventstore.v1.Outcome;
import io.tapline.rpc.grpc.Timestamps;
import io.tapline.type.v1.Severity;
import java.util.Optional;

/** Writes messages of decisions; the only place that turns decisions into them. */
public final class DecisionMessages {
  private DecisionMessages() {}

  /**
   * @param eventId of the event that was decided
   */
  public static io.tapline.eventstore.v1.Decision decision(Decision decision, String eventId) {
    ThresholdWindow window = decision.window();
    boolean openedItself = window.openedByEventId().equals(eventId);
    return io.tapline.eventstore.v1.Decision.newBuilder()
        .setOutcome(outcome(decision.outcome()))
        .setKey(decision.key())
        .setReason(decision.reason())
        .setThresholdStartTime(Timestamps.timestamp(window.start()))
        .setRelapseStartTime(Timestamps.timestamp(window.relapseStart()))
        .setThresholdEndTime(Timestamps.timestamp(window.end()))
        .setOpenedByEventId(openedItself ? "" : window.openedByEventId())
        .setThresholdedCount(decision.thresholdedCount())
        .setSource(decision.source())
        .setDecideTime(Timestamps.timestamp(decision.decideTime()))
        .setRelapseEndTime(Timestamps.timestamp(window.relapseUntil()))
        .build();
  }

  public static Severity severity(io.tapline.eventstore.idea.Severity severity) {
    return switch (severity) {
      case UNSPECIFIED -> Severity.SEVERITY_UNSPECIFIED;
      case INFO -> Severity.SEVERITY_INFO;
      case LOW -> Severity.SEVERITY_LOW;
      case MEDIUM -> Severity.SEVERITY_MEDIUM;
      case HIGH -> Severity.SEVERITY_HIGH;
      case CRITICAL -> Severity.SEVERITY_CRITICAL;
    };
  }

  /** Unspecified is a value; empty for one that is none. */
  public static Optional<io.tapline.eventstore.idea.Severity> severity(Severity severity) {
    return Optional.ofNullable(
        switch (severity) {
          case SEVERITY_UNSPECIFIED -> io.tapline.eventstore.idea.Severity.UNSPECIFIED;
          case SEVERITY_INFO -> io.tapline.eventstore.idea.Severity.INFO;
          case SEVERITY_LOW -> io.tapline.eventstore.idea.Severity.LOW;
          case SEVERITY_MEDIUM -> io.tapline.eventstore.idea.Severity.MEDIUM;
          case SEVERITY_HIGH -> io.tapline.eventstore.idea.Severity.HIGH;
          case SEVERITY_CRITICAL -> io.tapline.eventstore.idea.Severity.CRITICAL;
          case UNRECOGNIZED -> null;
        });
  }

  public static Outcome outcome(io.tapline.eventstore.threshold.Outcome outcome) {
    return switch (outcome) {
      case NEW -> Outcome.OUTCOME_NEW;
      case THRESHOLDED -> Outcome.OUTCOME_THRESHOLDED;
      case RELAPSED -> Outcome.OUTCOME_RELAPSED;
    };
  }
}
