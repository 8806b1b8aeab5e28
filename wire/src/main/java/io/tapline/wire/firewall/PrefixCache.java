package io.tapline.wire.firewall;

import java.util.LinkedHashMap;
import java.util.Map;

/** The {@link LogPrefix}es seen last, at most {@value #MOST}; the oldest goes first. */
final class PrefixCache {
  private static final int MOST = 256;

  private final Map<String, LogPrefix> prefixes =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LogPrefix> eldest) {
          return size() > MOST;
        }
      };

  LogPrefix prefix(String text) {
    LogPrefix prefix = prefixes.get(text);
    if (prefix == null) {
      prefix = LogPrefix.of(text);
      prefixes.put(text, prefix);
    }
    return prefix;
  }
}
