package io.tapline.eventstore.reporter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Keys {@code tapline.eventstore.reporter.*}. */
@ConfigMapping(prefix = "tapline.eventstore.reporter")
public interface ReporterConfig {
  /** Whether this replica makes reports of its own accord; it answers RunReport all the same. */
  @WithDefault("true")
  boolean enabled();

  /** Pause between two looks for windows that are due. */
  @WithDefault("30S")
  Duration pause();

  /** Windows end at multiples of this. */
  @WithDefault("10M")
  Duration interval();

  /** How long after its end a window is reported at the earliest. */
  @WithDefault("5S")
  Duration settle();

  /**
   * Length of a window that catches up after a downtime, at most; or the period if it is longer.
   */
  @WithDefault("1D")
  Duration longestWindow();

  /** Windows of a group and severity done in one look, at most. */
  @WithDefault("4")
  int windowsPerLook();

  /** How long reports are kept; 0 = for ever. Runs without a report are kept for a week. */
  @WithDefault("400D")
  Duration keep();
}
