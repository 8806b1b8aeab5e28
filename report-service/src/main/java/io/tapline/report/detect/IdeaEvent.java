package io.tapline.report.detect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A sighting as an IDEA0 message (https://idea.cesnet.cz). {@code Note} is the filter that shows
 * its connections, {@code WinStartTime} and {@code WinEndTime} the interval to use it with. The
 * text is the same for the same sighting: DetectTime is the end of the last connection, not the
 * wall clock.
 */
final class IdeaEvent {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Sighting sighting;
  private final List<String> targets;

  /**
   * @param targets the distinct values that were counted, possibly not all
   */
  IdeaEvent(Sighting sighting, List<String> targets) {
    this.sighting = sighting;
    this.targets = targets;
  }

  String id() {
    return id(sighting);
  }

  /** Known before the event is made. */
  static String id(Sighting sighting) {
    return NameId.of(
            sighting.detection().name()
                + "|"
                + String.join("|", sighting.key())
                + "|"
                + sighting.window().start()
                + "|"
                + sighting.window().end())
        .toString();
  }

  String json() {
    ObjectNode idea = JSON.objectNode();
    idea.put("Format", "IDEA0").put("ID", id());
    idea.put("DetectTime", time(sighting.lastEnd()));
    idea.put("EventTime", time(sighting.firstStart()));
    idea.put("CeaseTime", time(sighting.lastEnd()));
    idea.put("WinStartTime", time(sighting.window().start()));
    idea.put("WinEndTime", time(sighting.window().end()));
    idea.putArray("Category").add(Detection.CATEGORY);
    idea.put("ConnCount", sighting.connections());
    idea.put("Description", description());
    idea.put("Note", sighting.filter());
    idea.putArray("Source").add(source());
    idea.putArray("Target").add(target());
    idea.putArray("Node").add(node());
    idea.set("_CESNET", classification());
    return idea.toString();
  }

  private String description() {
    return switch (sighting.detection().distinct()) {
      case "server" ->
          "%s tried TCP port %s on %d servers"
              .formatted(sighting.client(), sighting.key().get(1), sighting.count());
      default ->
          "%s tried %d TCP ports of %s"
              .formatted(sighting.client(), sighting.count(), sighting.key().get(1));
    };
  }

  private ObjectNode source() {
    ObjectNode source = JSON.objectNode();
    addresses(source, List.of(sighting.client()));
    source.putArray("Proto").add("tcp");
    return source;
  }

  private ObjectNode target() {
    ObjectNode target = JSON.objectNode();
    boolean servers = sighting.detection().distinct().equals("server");
    List<String> other = List.of(sighting.key().get(1));
    addresses(target, servers ? targets : other);
    ArrayNode ports = target.putArray("Port");
    (servers ? other : targets).stream().mapToInt(Integer::parseInt).sorted().forEach(ports::add);
    target.putArray("Proto").add("tcp");
    return target;
  }

  private static void addresses(ObjectNode side, List<String> addresses) {
    List<String> sorted = addresses.stream().sorted().toList();
    addresses(side, "IP4", sorted.stream().filter(a -> a.indexOf(':') < 0).toList());
    addresses(side, "IP6", sorted.stream().filter(a -> a.indexOf(':') >= 0).toList());
  }

  private static void addresses(ObjectNode side, String name, List<String> addresses) {
    if (!addresses.isEmpty()) {
      addresses.forEach(side.putArray(name)::add);
    }
  }

  private static ObjectNode node() {
    ObjectNode node = JSON.objectNode().put("Name", "io.tapline.report");
    node.putArray("Type").add("Flow").add("Statistical");
    node.putArray("SW").add("Tapline");
    return node;
  }

  private ObjectNode classification() {
    return JSON.objectNode()
        .put("EventClass", sighting.detection().name())
        .put("EventSeverity", Detection.SEVERITY);
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS).toString();
  }
}
