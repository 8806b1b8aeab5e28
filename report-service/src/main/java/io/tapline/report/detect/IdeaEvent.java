package io.tapline.report.detect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapline.report.rule.Evidence;
import io.tapline.report.rule.Sides;
import io.tapline.report.rule.Sides.Named;
import io.tapline.report.rule.Sighting;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A sighting as an IDEA0 message (https://idea.cesnet.cz). {@code Note} says in words what speaks
 * for it and what it was compared with. {@code _Tapline} has the same as values: {@code Filter}
 * shows its connections, {@code WinStartTime} and {@code WinEndTime} are the interval to use it
 * with. The text is the same for the same sighting: DetectTime is the end of the last connection,
 * not the wall clock.
 */
final class IdeaEvent {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Sighting sighting;
  private final Examples.Of examples;

  IdeaEvent(Sighting sighting, Examples.Of examples) {
    this.sighting = sighting;
    this.examples = examples;
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
    idea.putArray("Category").add(sighting.category());
    idea.put("ConnCount", sighting.connections());
    idea.put("Description", sighting.headline());
    idea.put("Note", note());
    addSide(idea, "Source", sighting.sides().source(), source());
    addSide(idea, "Target", sighting.sides().target(), target());
    idea.putArray("Node").add(node());
    idea.set("_CESNET", classification());
    idea.set("_Tapline", values());
    return idea.toString();
  }

  private String note() {
    String evidence =
        sighting.evidence().stream().map(IdeaEvent::words).collect(Collectors.joining(", "));
    String note = "Evidence: " + evidence + '.';
    return sighting.baseline().isEmpty() ? note : note + " Baseline: " + sighting.baseline() + '.';
  }

  private static String words(Evidence evidence) {
    String unit = evidence.unit().isEmpty() ? "" : ' ' + evidence.unit();
    return evidence.name() + ' ' + evidence.value() + unit;
  }

  private List<String> source() {
    return switch (sighting.sides().named()) {
      case SOURCE_CLIENTS, SOURCE_SERVERS -> examples.named();
      case NOTHING, TARGET_SERVERS, TARGET_CLIENTS, TARGET_PORTS -> List.of();
    };
  }

  private List<String> target() {
    return switch (sighting.sides().named()) {
      case TARGET_SERVERS, TARGET_CLIENTS, TARGET_PORTS -> examples.named();
      case NOTHING, SOURCE_CLIENTS, SOURCE_SERVERS -> List.of();
    };
  }

  /**
   * @param looked values that were looked up: ports, or addresses
   */
  private void addSide(ObjectNode idea, String name, Sides.Side known, List<String> looked) {
    boolean ports = sighting.sides().named() == Named.TARGET_PORTS;
    ObjectNode side = JSON.objectNode();
    addresses(side, with(known.addresses(), ports ? List.of() : looked));
    ports(side, known.ports(), ports ? looked : List.of());
    if (!known.hostnames().isEmpty()) {
      known.hostnames().forEach(side.putArray("Hostname")::add);
    }
    if (!side.isEmpty()) {
      addProtocol(side);
      idea.putArray(name).add(side);
    }
  }

  private void addProtocol(ObjectNode side) {
    if (!sighting.sides().protocol().isEmpty()) {
      side.putArray("Proto").add(sighting.sides().protocol());
    }
  }

  private static List<String> with(List<String> known, List<String> looked) {
    List<String> all = new ArrayList<>(known);
    all.addAll(looked);
    return all.stream().distinct().sorted().toList();
  }

  private static void addresses(ObjectNode side, List<String> addresses) {
    addresses(side, "IP4", addresses.stream().filter(a -> a.indexOf(':') < 0).toList());
    addresses(side, "IP6", addresses.stream().filter(a -> a.indexOf(':') >= 0).toList());
  }

  private static void addresses(ObjectNode side, String name, List<String> addresses) {
    if (!addresses.isEmpty()) {
      addresses.forEach(side.putArray(name)::add);
    }
  }

  private static void ports(ObjectNode side, List<Integer> known, List<String> looked) {
    List<Integer> ports = new ArrayList<>(known);
    looked.stream().map(Integer::valueOf).forEach(ports::add);
    if (!ports.isEmpty()) {
      ArrayNode array = side.putArray("Port");
      ports.stream().distinct().sorted(Comparator.naturalOrder()).forEach(array::add);
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
        .put("EventClass", sighting.eventClass())
        .put("EventSeverity", sighting.detection().severity());
  }

  private ObjectNode values() {
    ObjectNode values = JSON.objectNode().put("Filter", sighting.filter());
    values.put("Started", !sighting.which().active());
    ArrayNode evidence = values.putArray("Evidence");
    for (Evidence one : sighting.evidence()) {
      ObjectNode number = evidence.addObject().put("Name", one.name()).put("Value", one.value());
      if (!one.unit().isEmpty()) {
        number.put("Unit", one.unit());
      }
    }
    values.put("Threshold", sighting.detection().threshold());
    values.put("Baseline", sighting.baseline());
    examples.communityIds().forEach(values.putArray("CommunityID")::add);
    return values;
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS).toString();
  }
}
