package io.tapline.report.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How regularly something comes: the median interval, and how many intervals are close to it. A
 * pure function of times.
 *
 * @param regular intervals within a tenth of the median, or a second where that is more
 * @param intervals all of them
 */
record Rhythm(Duration interval, int regular, int intervals) {
  private static final int TOLERANCE = 10;
  private static final Duration LEAST_TOLERANCE = Duration.ofSeconds(1);

  /**
   * @param times in ascending order
   */
  static Optional<Rhythm> of(List<Instant> times) {
    List<Duration> intervals = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      intervals.add(Duration.between(times.get(i - 1), times.get(i)));
    }
    if (intervals.isEmpty()) {
      return Optional.empty();
    }
    Duration median = intervals.stream().sorted().toList().get(intervals.size() / 2);
    Duration share = median.dividedBy(TOLERANCE);
    Duration tolerance = share.compareTo(LEAST_TOLERANCE) < 0 ? LEAST_TOLERANCE : share;
    long regular =
        intervals.stream().filter(one -> one.minus(median).abs().compareTo(tolerance) <= 0).count();
    return Optional.of(new Rhythm(median, (int) regular, intervals.size()));
  }

  /** The share of regular intervals. */
  int percent() {
    return 100 * regular / intervals;
  }
}
