package io.tapline.eventstore.reporter;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which quiet windows a group was told of. All events of a window that one report is about are
 * reported together; those that later reports meet are kept back. For one thread.
 */
final class ToldWindows {
  private final Map<String, Instant> before = new HashMap<>();
  private final Map<String, KeyWindow> now = new TreeMap<>();

  /** What earlier reports told: the start of the window. */
  void earlier(String key, Instant windowStart) {
    before.put(key, windowStart);
  }

  boolean isTold(String key, @Nullable KeyWindow window) {
    return window != null && window.start().equals(before.get(key));
  }

  /** Remembers what this report tells; a key's latest window counts. */
  void tell(String key, @Nullable KeyWindow window) {
    if (window != null) {
      now.merge(key, window, (a, b) -> b.start().isAfter(a.start()) ? b : a);
    }
  }

  /** What this report tells, by key in order. */
  Map<String, KeyWindow> told() {
    return now;
  }
}
