package io.tapline.cli.output;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was lost, unit by unit, in words. */
public final class LostUnits {
  /** The key of losses of which no size is known. */
  public static final String UNKNOWN = "unknown";

  private LostUnits() {}

  /**
   * For a headline: {@code 12 records lost}, {@code a loss of unknown size}, {@code 757 frames lost
   * and 2 losses of unknown size}.
   *
   * @param nothing what to say when nothing was lost, before the word lost
   */
  public static String headline(Map<String, Long> lost, String nothing) {
    String known = of(lost);
    String unknown = unknown(lost.getOrDefault(UNKNOWN, 0L));
    if (known.isEmpty() && !unknown.isEmpty()) {
      return unknown;
    }
    String sized = (known.isEmpty() ? nothing : known) + " lost";
    return unknown.isEmpty() ? sized : sized + " and " + unknown;
  }

  /** Losses of which no size is known; empty when there is none. */
  public static String unknown(long losses) {
    if (losses == 0) {
      return "";
    }
    return losses == 1
        ? "a loss of unknown size"
        : String.format("%,d losses of unknown size", losses);
  }

  /** For example {@code 757 frames, 30 records}; empty when no size is known. */
  public static String of(Map<String, Long> lost) {
    return new TreeMap<>(lost)
        .entrySet().stream()
            .filter(unit -> !unit.getKey().equals(UNKNOWN))
            .map(unit -> Units.count(unit.getValue(), unit.getKey()))
            .collect(Collectors.joining(", "));
  }
}
