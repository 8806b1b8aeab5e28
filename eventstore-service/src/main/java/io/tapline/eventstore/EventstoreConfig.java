package io.tapline.eventstore;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.tapline.eventstore.idea.IdeaLimits;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.threshold.ThresholdTiming;
import java.time.Duration;
import java.util.Map;

/** Keys {@code tapline.eventstore.*}. */
@ConfigMapping(prefix = "tapline.eventstore")
public interface EventstoreConfig {
  /** How long to wait at start for a database that does not answer yet. */
  @WithDefault("30S")
  Duration startPatience();

  /** Length of an IDEA message in UTF-8 bytes, at most. */
  @WithDefault("1048576")
  int maxEventBytes();

  /** Objects and arrays within each other in an IDEA message, at most. */
  @WithDefault("64")
  int maxNestingDepth();

  /** Addresses of all sources and targets of an IDEA message, at most. */
  @WithDefault("1024")
  int maxAddresses();

  /** Values of one filter of a search, at most. */
  @WithDefault("100")
  int maxFilterValues();

  /** IDEA messages of a page in UTF-8 bytes, at most; a page has at least one event. */
  @WithDefault("3145728")
  long maxPageBytes();

  /** How far a detection time may be ahead of the clock; beyond it the time of storage decides. */
  @WithDefault("10M")
  Duration maxClockAhead();

  /** How long after the end of its quiet time a key of severity info can relapse. */
  @WithDefault("1D")
  Duration infoPeriod();

  /** How long a key stays quiet after an event of severity info. */
  @WithDefault("6D")
  Duration infoThreshold();

  /** Last part of {@code info-threshold} in which an event makes the key relapse; 0 for never. */
  @WithDefault("2D")
  Duration infoRelapse();

  /**
   * How long after the end of its quiet time a key of severity low, or without a severity can
   * relapse.
   */
  @WithDefault("1D")
  Duration lowPeriod();

  /** How long a key stays quiet after an event of severity low, or without a severity. */
  @WithDefault("6D")
  Duration lowThreshold();

  /** Last part of {@code low-threshold} in which an event makes the key relapse; 0 for never. */
  @WithDefault("2D")
  Duration lowRelapse();

  /** How long after the end of its quiet time a key of severity medium can relapse. */
  @WithDefault("2H")
  Duration mediumPeriod();

  /** How long a key stays quiet after an event of severity medium. */
  @WithDefault("6D")
  Duration mediumThreshold();

  /** Last part of {@code medium-threshold} in which an event makes the key relapse; 0 for never. */
  @WithDefault("2D")
  Duration mediumRelapse();

  /** How long after the end of its quiet time a key of severity high can relapse. */
  @WithDefault("10M")
  Duration highPeriod();

  /** How long a key stays quiet after an event of severity high. */
  @WithDefault("1D")
  Duration highThreshold();

  /** Last part of {@code high-threshold} in which an event makes the key relapse; 0 for never. */
  @WithDefault("12H")
  Duration highRelapse();

  /** How long after the end of its quiet time a key of severity critical can relapse. */
  @WithDefault("10M")
  Duration criticalPeriod();

  /** How long a key stays quiet after an event of severity critical. */
  @WithDefault("2H")
  Duration criticalThreshold();

  /**
   * Last part of {@code critical-threshold} in which an event makes the key relapse; 0 for never.
   */
  @WithDefault("0")
  Duration criticalRelapse();

  /** The limits of a message as one value. */
  default IdeaLimits ideaLimits() {
    return new IdeaLimits(maxEventBytes(), maxNestingDepth(), maxAddresses());
  }

  /** The timings by severity; an event without one has the timing of low. */
  default Map<Severity, ThresholdTiming> timings() {
    ThresholdTiming low = new ThresholdTiming(lowPeriod(), lowThreshold(), lowRelapse());
    return Map.of(
        Severity.UNSPECIFIED,
        low,
        Severity.INFO,
        new ThresholdTiming(infoPeriod(), infoThreshold(), infoRelapse()),
        Severity.LOW,
        low,
        Severity.MEDIUM,
        new ThresholdTiming(mediumPeriod(), mediumThreshold(), mediumRelapse()),
        Severity.HIGH,
        new ThresholdTiming(highPeriod(), highThreshold(), highRelapse()),
        Severity.CRITICAL,
        new ThresholdTiming(criticalPeriod(), criticalThreshold(), criticalRelapse()));
  }
}
