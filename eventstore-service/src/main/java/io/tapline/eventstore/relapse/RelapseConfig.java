package io.tapline.eventstore.relapse;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Keys {@code tapline.eventstore.relapse.*}. */
@ConfigMapping(prefix = "tapline.eventstore.relapse")
public interface RelapseConfig {
  /** Pause between two looks for relapses that are due. */
  @WithDefault("10S")
  Duration pause();
}
