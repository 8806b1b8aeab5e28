package io.tapline.eventstore;

import com.google.protobuf.Timestamp;
import io.tapline.eventstore.event.StoredEvent;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.threshold.Decision;
import io.tapline.eventstore.threshold.ThresholdWindow;
import io.tapline.eventstore.v1.Event;
import io.tapline.eventstore.v1.Outcome;
import io.tapline.eventstore.v1.Severity;
import java.time.Instant;
import java.util.List;

/** Writes event messages; the only place that turns events into them. */
final class EventMessages {
  private EventMessages() {}

  static Event event(StoredEvent stored) {
    IdeaMessage idea = stored.idea();
    return Event.newBuilder()
        .setId(idea.id())
        .setDetectTime(timestamp(idea.detectTime()))
        .setStorageTime(timestamp(stored.storageTime()))
        .addAllCategories(idea.categories())
        .setDescription(idea.description())
        .addAllSourceAddresses(texts(idea.source().addresses()))
        .addAllTargetAddresses(texts(idea.target().addresses()))
        .addAllSourcePorts(idea.source().ports())
        .addAllTargetPorts(idea.target().ports())
        .addAllProtocols(idea.protocols())
        .addAllDetectors(idea.detectors().names())
        .setEventClass(idea.eventClass())
        .setSeverity(severity(idea.severity()))
        .setDecision(decision(stored.decision(), idea.id()))
        .setIdeaJson(idea.json())
        .build();
  }

  private static io.tapline.eventstore.v1.Decision decision(Decision decision, String eventId) {
    ThresholdWindow window = decision.window();
    boolean openedItself = window.openedByEventId().equals(eventId);
    return io.tapline.eventstore.v1.Decision.newBuilder()
        .setOutcome(outcome(decision.outcome()))
        .setKey(decision.key())
        .setReason(decision.reason())
        .setThresholdStartTime(timestamp(window.start()))
        .setRelapseStartTime(timestamp(window.relapseStart()))
        .setThresholdEndTime(timestamp(window.end()))
        .setOpenedByEventId(openedItself ? "" : window.openedByEventId())
        .setThresholdedCount(window.thresholdedCount())
        .build();
  }

  private static List<String> texts(List<AddressRange> addresses) {
    return addresses.stream().map(AddressRange::text).toList();
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  private static Severity severity(io.tapline.eventstore.idea.Severity severity) {
    return switch (severity) {
      case LOW -> Severity.SEVERITY_LOW;
      case MEDIUM -> Severity.SEVERITY_MEDIUM;
      case HIGH -> Severity.SEVERITY_HIGH;
      case CRITICAL -> Severity.SEVERITY_CRITICAL;
    };
  }

  private static Outcome outcome(io.tapline.eventstore.threshold.Outcome outcome) {
    return switch (outcome) {
      case NEW -> Outcome.OUTCOME_NEW;
      case THRESHOLDED -> Outcome.OUTCOME_THRESHOLDED;
      case RELAPSED -> Outcome.OUTCOME_RELAPSED;
    };
  }
}
