package io.tapline.eventstore;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** IDEA messages for tests. */
public final class Ideas {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private Ideas() {}

  /** A word that no other test uses: events of different tests do not meet. */
  public static String unique(String word) {
    return word + "-" + NEXT.incrementAndGet();
  }

  public static String scan(
      String id, String time, String eventClass, String severity, String source) {
    return """
        {"Format": "IDEA0", "ID": "%s", "DetectTime": "%s", "Category": ["Recon.Scanning"],
         "Source": [{"IP4": [%s], "IP6": [%s], "Proto": ["TCP"]}], "Node": [{"Name": "io.tapline.report"}],
         "_Tapline": {"EventClass": "%s", "EventSeverity": "%s"}}"""
        .formatted(id, time, quoted(source, false), quoted(source, true), eventClass, severity);
  }

  /** The addresses of one family, as values of a JSON array. */
  private static String quoted(String sources, boolean v6) {
    return Stream.of(sources.split(","))
        .filter(source -> !source.isEmpty() && source.contains(":") == v6)
        .map(source -> '"' + source + '"')
        .collect(Collectors.joining(","));
  }
}
