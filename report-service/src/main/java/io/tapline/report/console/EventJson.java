package io.tapline.report.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Timestamp;
import io.tapline.eventstore.v1.Decision;
import io.tapline.eventstore.v1.Event;
import io.tapline.eventstore.v1.EventAction;
import io.tapline.report.EnumMessages;
import io.tapline.report.IntervalMessages;
import java.util.List;

/** An event as JSON, with the question that shows its connections where its message has one. */
final class EventJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String OUR_NODE = "io.tapline.report";

  private EventJson() {}

  static ObjectNode of(Event event) {
    ObjectNode json = ConsoleJson.JSON.objectNode();
    json.put("id", event.getId());
    json.put("detect_time", IntervalMessages.instant(event.getDetectTime()).toString());
    json.put("description", event.getDescription());
    json.put("event_class", event.getEventClass());
    json.put("severity", EnumMessages.word(event.getSeverity()));
    json.put("state", EnumMessages.word(event.getState()));
    texts(json, "categories", event.getCategoriesList());
    texts(json, "sources", event.getSourceAddressesList());
    texts(json, "targets", event.getTargetAddressesList());
    texts(json, "detectors", event.getDetectorsList());
    decision(json, event.getDecision());
    connections(json, event);
    return json;
  }

  private static void decision(ObjectNode json, Decision decision) {
    json.put("outcome", EnumMessages.word(decision.getOutcome()));
    json.put("reason", decision.getReason());
    json.put("opened_by", decision.getOpenedByEventId());
    json.put("thresholded_count", decision.getThresholdedCount());
  }

  /** A decision with the window that it was made by. */
  static ObjectNode explained(Decision decision) {
    ObjectNode json = ConsoleJson.JSON.objectNode();
    decision(json, decision);
    json.put("source", decision.getSource()).put("key", decision.getKey());
    time(json, "decide_time", decision.hasDecideTime(), decision.getDecideTime());
    time(json, "window_start", decision.hasThresholdStartTime(), decision.getThresholdStartTime());
    time(json, "relapse_start", decision.hasRelapseStartTime(), decision.getRelapseStartTime());
    time(json, "window_end", decision.hasThresholdEndTime(), decision.getThresholdEndTime());
    time(json, "relapse_end", decision.hasRelapseEndTime(), decision.getRelapseEndTime());
    return json;
  }

  static ObjectNode action(EventAction action) {
    ObjectNode json = ConsoleJson.JSON.objectNode();
    json.put("kind", EnumMessages.word(action.getKind()));
    json.put("actor", action.getActor()).put("text", action.getText());
    time(json, "time", action.hasActionTime(), action.getActionTime());
    json.put("state", EnumMessages.word(action.getState()));
    return json;
  }

  private static void time(ObjectNode json, String name, boolean has, Timestamp time) {
    if (has) {
      json.put(name, IntervalMessages.instant(time).toString());
    }
  }

  /** Only our own detections promise a filter. */
  private static void connections(ObjectNode json, Event event) {
    if (!event.getDetectorsList().contains(OUR_NODE)) {
      return;
    }
    JsonNode idea = parse(event.getIdeaJson());
    json.put("filter", idea.path("_Tapline").path("Filter").asText());
    json.put("note", idea.path("Note").asText());
    json.put("from", idea.path("WinStartTime").asText());
    json.put("to", idea.path("WinEndTime").asText());
  }

  private static JsonNode parse(String ideaJson) {
    try {
      return MAPPER.readTree(ideaJson);
    } catch (JsonProcessingException e) {
      return ConsoleJson.JSON.objectNode(); // the store keeps only valid messages; show the rest
    }
  }

  private static void texts(ObjectNode json, String name, List<String> values) {
    values.forEach(json.putArray(name)::add);
  }
}
