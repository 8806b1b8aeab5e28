package io.tapline.wire.firewall;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Targets of ipchains' rules in lower case; {@code log} for a rule without one. */
final class Actions {
  private static final int MOST = 256;

  private final Map<String, String> known =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };

  String of(String target) {
    String action = known.get(target);
    if (action == null) {
      action = target.equals("-") ? "log" : target.toLowerCase(Locale.ROOT);
      known.put(target, action);
    }
    return action;
  }
}
