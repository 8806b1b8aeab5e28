package io.tapline.eventstore.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Keys {@code tapline.eventstore.retention.*}. */
@ConfigMapping(prefix = "tapline.eventstore.retention")
public interface RetentionConfig {
  /**
   * Events leave this long after they were inserted, by whole weeks; threshold windows after their
   * end and last use; 0 = never.
   */
  @WithDefault("400D")
  Duration age();

  /** Events stored at most; beyond it the oldest leave. 0 = no limit. */
  @WithDefault("1000000")
  long maxEvents();

  /** Pause between two looks. */
  @WithDefault("10M")
  Duration pause();
}
