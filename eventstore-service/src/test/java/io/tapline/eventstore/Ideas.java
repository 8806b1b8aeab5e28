package io.tapline.eventstore;

import java.util.concurrent.atomic.AtomicInteger;

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
         "Source": [{"IP4": [%s], "Proto": ["TCP"]}], "Node": [{"Name": "io.tapline.report"}],
         "_Tapline": {"EventClass": "%s", "EventSeverity": "%s"}}"""
        .formatted(id, time, quoted(source), eventClass, severity);
  }

  private static String quoted(String sources) {
    return sources.isEmpty() ? "" : "\"" + sources.replace(",", "\",\"") + "\"";
  }
}
