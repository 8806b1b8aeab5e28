package io.tapline.eventstore.group;

import io.tapline.eventstore.threshold.ThresholdTiming;
import java.time.Duration;

/**
 * How a group's timing of one severity differs from the standard; zero: as the standard.
 *
 * @param period length of a reporting window
 * @param threshold how long a key stays quiet
 * @param relapse last part of the threshold in which an event makes the key relapse
 */
public record GroupTiming(Duration period, Duration threshold, Duration relapse) {
  /** Nothing differs. */
  public static final GroupTiming STANDARD =
      new GroupTiming(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /** Whether it times thresholds, too. */
  public boolean hasThreshold() {
    return !threshold.isZero() || !relapse.isZero();
  }

  /** What holds where the standard is the given one; a relapse never exceeds its threshold. */
  public ThresholdTiming over(ThresholdTiming standard) {
    Duration length = or(threshold, standard.threshold());
    Duration last = or(relapse, standard.relapse());
    return new ThresholdTiming(
        or(period, standard.period()), length, last.compareTo(length) > 0 ? length : last);
  }

  private static Duration or(Duration own, Duration standard) {
    return own.isZero() ? standard : own;
  }
}
