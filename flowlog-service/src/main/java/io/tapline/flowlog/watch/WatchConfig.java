package io.tapline.flowlog.watch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Keys {@code tapline.flowlog.watch.*}. */
@ConfigMapping(prefix = "tapline.flowlog.watch")
public interface WatchConfig {
  /** Watchers of connections at once, at most, and as many of the catalog; beyond: WATCH_LIMIT. */
  @WithDefault("32")
  int maxWatchers();

  /** Pause between two looks for what is new. */
  @WithDefault("0.5S")
  Duration pause();

  /** After so long without anything to send, a message says so. */
  @WithDefault("15S")
  Duration heartbeat();

  /** Connections that may wait for a slow watcher; of older ones it is told how many it missed. */
  @WithDefault("1000000")
  long maxBacklog();
}
