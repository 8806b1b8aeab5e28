package io.tapline.wire.flowtools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Attributes of flows as pyflowtools dumped them: one {@code "name": value} per line. */
public final class AttributeDump {
  private static final Pattern ENTRY =
      Pattern.compile("\"(\\w+)\": (?:\"([^\"]*)\"|([^,{\\[]+)),? ?");

  private AttributeDump() {}

  /** The flows of a dump, each from attribute to text; null = not supported. */
  public static List<Map<String, String>> flows(Path json) throws IOException {
    return flows(Files.readAllLines(json));
  }

  /** The flows within these lines of a dump. */
  public static List<Map<String, String>> flows(List<String> lines) {
    List<Map<String, String>> flows = new ArrayList<>();
    Map<String, String> flow = new LinkedHashMap<>();
    for (String line : lines) {
      Matcher entry = ENTRY.matcher(line);
      if (line.startsWith("}")) {
        addFlow(flows, flow);
        flow = new LinkedHashMap<>();
      } else if (line.startsWith("{")) {
        flow.clear();
      } else if (entry.matches()) {
        flow.put(entry.group(1), entry.group(2) == null ? entry.group(3).strip() : entry.group(2));
      }
    }
    return flows;
  }

  private static void addFlow(List<Map<String, String>> flows, Map<String, String> flow) {
    if (flow.containsKey("unix_secs") && flow.containsKey("dPkts")) {
      flows.add(flow);
    }
  }
}
