package io.tapline.eventstore.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** An event of the query tests as plain values; what a search must find is computed from them. */
record ModelEvent(
    String id,
    Instant detected,
    Instant stored,
    List<String> categories,
    String description,
    Side source,
    Side target,
    List<String> protocols,
    List<String> detectors,
    List<String> detectorTypes,
    String eventClass,
    String severity,
    List<String> groups,
    List<String> errors) {

  /** One side of an event. */
  record Side(List<String> addresses, List<Integer> ports, List<String> types) {}

  private static final Instant NOON = Instant.parse("2012-11-03T10:00:07Z");

  /** Values that the questions of the vectors ask for, and others; every bound is hit exactly. */
  static ModelEvent random(String id, Random random, List<String> errors) {
    return new ModelEvent(
        id,
        pick(random, List.of(NOON, NOON.minusNanos(1_000), NOON.plusNanos(1_000), day(random))),
        pick(random, List.of(NOON, NOON.minusNanos(1_000), NOON.plusNanos(1_000), day(random))),
        some(random, 1, "Test", "Category", "Recon.Scanning", "Attempt.Login"),
        pick(random, List.of("", "Test description", "test description", "Test description x")),
        side(random),
        side(random),
        some(random, 0, "tcp", "ssh", "udp"),
        some(random, 1, "cz.cesnet.kippo", "cz.cesnet.dionaea", "org.example.other"),
        some(random, 0, "Test", "Tag", "Honeypot"),
        pick(random, List.of("", "test", "vulnerable-config-ssdp", "other")),
        pick(random, List.of("", "low", "medium", "high", "critical")),
        some(random, 0, "abuse@cesnet.cz", "abuse@nic.cz", "abuse@example.org"),
        errors);
  }

  private static Instant day(Random random) {
    return NOON.plusSeconds(random.nextInt(-5, 40) * 86_400L / 2);
  }

  private static Side side(Random random) {
    return new Side(
        some(
            random,
            0,
            "192.168.1.7",
            "192.168.0.255",
            "192.168.2.0",
            "192.168.0.0/16",
            "192.168.0.250-192.168.1.0",
            "10.0.0.1",
            "2001::1",
            "2001:0:0:400::",
            "2001:0:0:3ff:ffff:ffff:ffff:ffff",
            "2000::/3"),
        List.copyOf(new java.util.TreeSet<>(ports(random))),
        some(random, 0, "Test", "Tag", "Malware"));
  }

  private static List<Integer> ports(Random random) {
    return some(random, 0, "22", "443", "80").stream().map(Integer::valueOf).toList();
  }

  private static List<String> some(Random random, int least, String... values) {
    int count = Math.max(least, Math.min(values.length, random.nextInt(4)));
    List<String> shuffled = new java.util.ArrayList<>(List.of(values));
    java.util.Collections.shuffle(shuffled, random);
    return List.copyOf(shuffled.subList(0, count));
  }

  private static <T> T pick(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("Format", "IDEA0").put("ID", id).put("DetectTime", detected.toString());
    texts(json, "Category", categories);
    if (!description.isEmpty()) {
      json.put("Description", description);
    }
    side(json.putArray("Source").addObject(), source, protocols);
    side(json.putArray("Target").addObject(), target, List.of());
    ArrayNode nodes = json.putArray("Node");
    detectors.forEach(name -> texts(nodes.addObject().put("Name", name), "Type", detectorTypes));
    ObjectNode more = json.putObject("_CESNET").put("StorageTime", stored.toString());
    more.put("EventClass", eventClass);
    if (!severity.isEmpty()) {
      more.put("EventSeverity", severity);
    }
    texts(more, "ResolvedAbuses", groups);
    texts(more, "InspectionErrors", errors);
    return json.toString();
  }

  private static void side(ObjectNode json, Side side, List<String> protocols) {
    texts(json, "IP4", side.addresses().stream().filter(a -> !a.contains(":")).toList());
    texts(json, "IP6", side.addresses().stream().filter(a -> a.contains(":")).toList());
    side.ports().forEach(json.withArray("Port")::add);
    texts(json, "Type", side.types());
    texts(json, "Proto", protocols);
  }

  private static void texts(ObjectNode json, String name, List<String> values) {
    values.forEach(json.withArray(name)::add);
  }
}
