package io.tapline.report.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapline.eventstore.v1.Decision;
import io.tapline.eventstore.v1.Event;
import io.tapline.eventstore.v1.Outcome;
import io.tapline.rpc.grpc.Timestamps;
import io.tapline.type.v1.Severity;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** Events as the store would show them; the first of a key is new, the others are thresholded. */
final class FakeEvents {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private FakeEvents() {}

  static Event event(String json, Collection<Event> stored) {
    JsonNode idea = parse(json);
    Event.Builder event = Event.newBuilder().setId(idea.path("ID").asText()).setIdeaJson(json);
    event.setDetectTime(Timestamps.timestamp(Instant.parse(idea.path("DetectTime").asText())));
    event.setDescription(idea.path("Description").asText());
    event.addAllCategories(texts(idea.path("Category")));
    event.addAllSourceAddresses(texts(idea.path("Source").path(0).path("IP4")));
    event.addAllTargetAddresses(texts(idea.path("Target").path(0).path("IP4")));
    event.addDetectors(idea.path("Node").path(0).path("Name").asText());
    JsonNode annotation = idea.path("_CESNET");
    event.setEventClass(annotation.path("EventClass").asText().toLowerCase(Locale.ROOT));
    event.setSeverity(severity(annotation.path("EventSeverity").asText()));
    event.setDecision(decision(event, stored));
    return event.build();
  }

  private static Decision decision(Event.Builder event, Collection<Event> stored) {
    String key = event.getEventClass() + "+++" + event.getSourceAddresses(0);
    long before = stored.stream().filter(e -> e.getDecision().getKey().equals(key)).count();
    return Decision.newBuilder()
        .setKey(key)
        .setOutcome(before == 0 ? Outcome.OUTCOME_NEW : Outcome.OUTCOME_THRESHOLDED)
        .setThresholdedCount(before)
        .setReason(
            before == 0
                ? "No event of this key was reported before."
                : "The key was reported less than 24 h before; kept back until the window ends.")
        .build();
  }

  private static Severity severity(String name) {
    return name.isEmpty()
        ? Severity.SEVERITY_UNSPECIFIED
        : Severity.valueOf("SEVERITY_" + name.toUpperCase(Locale.ROOT));
  }

  private static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
