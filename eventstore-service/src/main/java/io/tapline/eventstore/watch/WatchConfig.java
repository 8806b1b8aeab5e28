package io.tapline.eventstore.watch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Keys {@code tapline.eventstore.watch.*}. */
@ConfigMapping(prefix = "tapline.eventstore.watch")
public interface WatchConfig {
  /** Watchers at once, at most; beyond: WATCH_LIMIT. */
  @WithDefault("64")
  int maxWatchers();

  /** Pause between two looks for what is new. */
  @WithDefault("0.5S")
  Duration pause();

  /** After so long without anything to send, a token alone is sent. */
  @WithDefault("15S")
  Duration heartbeat();

  /** How long changes are kept, so that watchers can resume. */
  @WithDefault("3D")
  Duration history();

  /** Changes kept, at most. */
  @WithDefault("1000000")
  long maxChanges();
}
