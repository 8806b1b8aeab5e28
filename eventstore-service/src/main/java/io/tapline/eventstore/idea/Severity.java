package io.tapline.eventstore.idea;

import java.util.Locale;
import java.util.Optional;

/** How bad an event is, least first. */
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  /** Reads a word of any case; Mentat's later "info" counts as low. */
  static Optional<Severity> parse(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "info", "low" -> Optional.of(LOW);
      case "medium" -> Optional.of(MEDIUM);
      case "high" -> Optional.of(HIGH);
      case "critical" -> Optional.of(CRITICAL);
      default -> Optional.empty();
    };
  }
}
