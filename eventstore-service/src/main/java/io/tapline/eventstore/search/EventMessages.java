package io.tapline.eventstore.search;

import io.tapline.eventstore.decision.DecisionMessages;
import io.tapline.eventstore.event.AtomicInsert;
import io.tapline.eventstore.event.EventStore;
import io.tapline.eventstore.event.IdeaGhost;
import io.tapline.eventstore.event.StoredEvent;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.v1.Event;
import io.tapline.eventstore.v1.EventState;
import io.tapline.eventstore.v1.InsertResult;
import io.tapline.rpc.grpc.Timestamps;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes event messages; the only place that turns events into them. */
public final class EventMessages {
  /** Fields of the message by Mentat's columns; the id is always there. */
  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          Map.entry("detecttime", "detect_time"),
          Map.entry("category", "categories"),
          Map.entry("description", "description"),
          Map.entry("source_ip", "source_addresses"),
          Map.entry("target_ip", "target_addresses"),
          Map.entry("source_port", "source_ports"),
          Map.entry("target_port", "target_ports"),
          Map.entry("source_type", "source_types"),
          Map.entry("target_type", "target_types"),
          Map.entry("protocol", "protocols"),
          Map.entry("node_name", "detectors"),
          Map.entry("node_type", "detector_types"),
          Map.entry("cesnet_resolvedabuses", "resolved_abuses"),
          Map.entry("cesnet_storagetime", "storage_time"),
          Map.entry("cesnet_eventclass", "event_class"),
          Map.entry("cesnet_eventseverity", "severity"),
          Map.entry("cesnet_inspectionerrors", "inspection_errors"),
          Map.entry("event", "idea_json"),
          Map.entry("decision", "decision"));

  private EventMessages() {}

  public static Event event(StoredEvent stored) {
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
        .addAllSourceTypes(idea.source().types())
        .addAllTargetTypes(idea.target().types())
        .addAllDetectorTypes(idea.detectors().types())
        .addAllResolvedAbuses(idea.resolvedAbuses())
        .addAllInspectionErrors(idea.inspectionErrors())
        .setEventClass(idea.eventClass())
        .setSeverity(DecisionMessages.severity(idea.severity()))
        .setDecision(DecisionMessages.decision(stored.decision(), idea.id()))
        .setIdeaJson(idea.json())
        .setState(state(stored.state()))
        .build();
  }

  /**
   * An event as a search wants it.
   *
   * @param columns Mentat's names of those that are filled in; empty for all
   * @param ghost whether the message is made from the columns
   */
  public static Event event(StoredEvent stored, Set<String> columns, boolean ghost) {
    Event.Builder event = event(stored).toBuilder();
    if (ghost) {
      event.setIdeaJson(IdeaGhost.json(stored.idea(), stored.storageTime()));
    }
    if (!columns.isEmpty()) {
      FIELDS.forEach(
          (column, field) -> {
            if (!columns.contains(column)) {
              event.clearField(Event.getDescriptor().findFieldByName(field));
            }
          });
    }
    return event.build();
  }

  private static EventState state(io.tapline.eventstore.event.EventState state) {
    return switch (state) {
      case OPEN -> EventState.EVENT_STATE_OPEN;
      case ACKNOWLEDGED -> EventState.EVENT_STATE_ACKNOWLEDGED;
      case CLOSED -> EventState.EVENT_STATE_CLOSED;
    };
  }

  public static InsertResult result(EventStore.Inserted inserted) {
    StoredEvent event = inserted.event();
    return InsertResult.newBuilder()
        .setId(event.idea().id())
        .setOutcome(DecisionMessages.outcome(event.decision().outcome()))
        .setAlreadyStored(inserted.alreadyStored())
        .build();
  }

  public static InsertResult result(AtomicInsert.Result result) {
    return InsertResult.newBuilder()
        .setId(result.id())
        .setOutcome(DecisionMessages.outcome(result.outcome()))
        .setAlreadyStored(result.alreadyStored())
        .build();
  }

  private static List<String> texts(List<AddressRange> addresses) {
    return addresses.stream().map(AddressRange::text).toList();
  }
}
