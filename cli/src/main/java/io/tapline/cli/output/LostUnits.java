package io.tapline.cli.output;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was lost, unit by unit, in words. */
public final class LostUnits {
  private static final String UNKNOWN = "unknown";

  private LostUnits() {}

  /**
   * The same with what is not known: {@code 757 frames and an unknown number}.
   *
   * @param nothing what to say when nothing was lost
   */
  public static String summary(Map<String, Long> lost, String nothing) {
    String known = of(lost);
    String unknown = lost.getOrDefault(UNKNOWN, 0L) > 0 ? "an unknown number" : "";
    if (known.isEmpty()) {
      return unknown.isEmpty() ? nothing : unknown;
    }
    return unknown.isEmpty() ? known : known + " and " + unknown;
  }

  /** For example {@code 757 frames, 30 records}; empty when no size is known. */
  public static String of(Map<String, Long> lost) {
    return new TreeMap<>(lost)
        .entrySet().stream()
            .filter(unit -> !unit.getKey().equals(UNKNOWN))
            .map(unit -> String.format("%,d %s", unit.getValue(), unit.getKey()))
            .collect(Collectors.joining(", "));
  }
}
