package io.tapline.eventstore.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Events by time; buckets without events are there.
 *
 * @param values those with a series of their own, with their totals
 * @param rest total of all other values
 * @param events each counted once
 */
public record Timeline(List<Bucket> buckets, List<ValueCount> values, long rest, long events) {
  /**
   * The half-open buckets of an interval; the last one ends with it.
   *
   * @param step whole microseconds, positive
   */
  public record Grid(Instant start, Instant end, Duration step) {
    /** Buckets, rounded up; at most {@code Integer.MAX_VALUE}. */
    public int size() {
      long span = micros(Duration.between(start, end));
      long width = micros(step);
      return (int) Math.min(Integer.MAX_VALUE, span / width + (span % width == 0 ? 0 : 1));
    }

    long stepMicros() {
      return micros(step);
    }

    Instant start(int bucket) {
      return start.plus(step.multipliedBy(bucket));
    }

    private static long micros(Duration duration) {
      return Math.addExact(
          Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1_000);
    }
  }

  /**
   * One bucket.
   *
   * @param events each counted once
   * @param counts in the order of the timeline's values
   * @param rest count of all other values
   */
  public record Bucket(Instant start, long events, List<Long> counts, long rest) {}
}
