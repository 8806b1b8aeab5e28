package io.tapline.eventstore.idea;

import java.util.Locale;
import java.util.Optional;

/** How urgent an event is, least urgent first. */
public enum Severity {
  /** The message gives none. */
  UNSPECIFIED,
  INFO,
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  /** Reads a word of any case. */
  static Optional<Severity> parse(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "info" -> Optional.of(INFO);
      case "low" -> Optional.of(LOW);
      case "medium" -> Optional.of(MEDIUM);
      case "high" -> Optional.of(HIGH);
      case "critical" -> Optional.of(CRITICAL);
      default -> Optional.empty();
    };
  }
}
