package io.tapline.eventstore.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.IdeaMessage.Side;
import io.tapline.eventstore.idea.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * An IDEA message made from the columns alone, as Mentat's IdeaGhost: one Source and one Target
 * with the protocols of both, and a Node for each name with the types of all. Lossy by design.
 */
public final class IdeaGhost {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private IdeaGhost() {}

  public static String json(IdeaMessage idea, Instant storageTime) {
    ObjectNode ghost = JSON.objectNode();
    ghost.put("Format", "IDEA0").put("ID", idea.id());
    ghost.put("DetectTime", idea.detectTime().toString());
    texts(ghost, "Category", idea.categories());
    if (!idea.description().isEmpty()) {
      ghost.put("Description", idea.description());
    }
    side(ghost, "Source", idea.source(), idea.protocols());
    side(ghost, "Target", idea.target(), idea.protocols());
    nodes(ghost.putArray("Node"), idea.detectors());
    ghost.set("_CESNET", annotations(idea, storageTime));
    return ghost.toString();
  }

  private static void side(ObjectNode ghost, String name, Side side, List<String> protocols) {
    ObjectNode json = JSON.objectNode();
    texts(json, "IP4", addresses(side, true));
    texts(json, "IP6", addresses(side, false));
    texts(json, "Type", side.types());
    if (!side.ports().isEmpty()) {
      side.ports().forEach(json.putArray("Port")::add);
    }
    if (!json.isEmpty()) {
      texts(json, "Proto", protocols);
      ghost.putArray(name).add(json);
    }
  }

  /** An IPv4 address that was written as IPv6 stays where it was. */
  private static List<String> addresses(Side side, boolean ipv4) {
    return side.addresses().stream()
        .map(AddressRange::text)
        .filter(text -> text.indexOf(':') < 0 == ipv4)
        .toList();
  }

  private static void nodes(ArrayNode nodes, IdeaMessage.Detectors detectors) {
    for (String name : detectors.names()) {
      texts(nodes.addObject().put("Name", name), "Type", detectors.types());
    }
  }

  private static ObjectNode annotations(IdeaMessage idea, Instant storageTime) {
    ObjectNode json = JSON.objectNode().put("StorageTime", storageTime.toString());
    if (!idea.eventClass().isEmpty()) {
      json.put("EventClass", idea.eventClass());
    }
    json.put("EventSeverity", name(idea.severity()));
    texts(json, "ResolvedAbuses", idea.resolvedAbuses());
    texts(json, "InspectionErrors", idea.inspectionErrors());
    return json;
  }

  private static String name(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  private static void texts(ObjectNode object, String name, List<String> values) {
    if (!values.isEmpty()) {
      values.forEach(object.putArray(name)::add);
    }
  }
}
