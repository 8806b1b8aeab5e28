package io.tapline.eventstore.event;

import io.tapline.eventstore.decision.DecisionMessages;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.v1.Event;
import io.tapline.rpc.grpc.Timestamps;
import java.util.List;

/** Writes event messages; the only place that turns events into them. */
final class EventMessages {
  private EventMessages() {}

  static Event event(StoredEvent stored) {
    IdeaMessage idea = stored.idea();
    return Event.newBuilder()
        .setId(idea.id())
        .setDetectTime(Timestamps.timestamp(idea.detectTime()))
        .setStorageTime(Timestamps.timestamp(stored.storageTime()))
        .addAllCategories(idea.categories())
        .setDescription(idea.description())
        .addAllSourceAddresses(texts(idea.source().addresses()))
        .addAllTargetAddresses(texts(idea.target().addresses()))
        .addAllSourcePorts(idea.source().ports())
        .addAllTargetPorts(idea.target().ports())
        .addAllProtocols(idea.protocols())
        .addAllDetectors(idea.detectors().names())
        .setEventClass(idea.eventClass())
        .setSeverity(DecisionMessages.severity(idea.severity()))
        .setDecision(DecisionMessages.decision(stored.decision(), idea.id()))
        .setIdeaJson(idea.json())
        .build();
  }

  private static List<String> texts(List<AddressRange> addresses) {
    return addresses.stream().map(AddressRange::text).toList();
  }
}
