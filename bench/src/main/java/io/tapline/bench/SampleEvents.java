package io.tapline.bench;

import java.time.Instant;

/**
 * IDEA messages for figures: a thousand a second, of skewed sources.
 *
 * @param keys different sources, at most
 */
record SampleEvents(int keys) {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  String json(int i) {
    return """
    {"Format": "IDEA0", "ID": "event-%d", "DetectTime": "%s", "Category": ["Recon.Scanning"],
     "Description": "Many ports of one host were tried.", "ConnCount": 250,
     "Source": [{"IP4": ["%s"], "Proto": ["tcp"]}],
     "Target": [{"IP4": ["192.0.2.%d"], "Port": [22, 80, 443], "Proto": ["tcp"]}],
     "Node": [{"Name": "org.example.sensor", "Type": ["Connection", "Honeypot"]}],
     "_CESNET": {"EventClass": "recon-scanning", "EventSeverity": "low"}}"""
        .formatted(i, time(i), source(i), i % 256);
  }

  /** A thousand events a second. */
  Instant time(int i) {
    return START.plusMillis(i);
  }

  /** Skewed: small keys come often. */
  String source(int i) {
    int spread = Math.floorMod(i * 0x9E3779B1, keys);
    int key = (int) ((long) spread * spread / keys);
    return "10.%d.%d.%d".formatted(key >> 16 & 255, key >> 8 & 255, key & 255);
  }
}
