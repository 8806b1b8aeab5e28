package io.tapline.report.reports;

import io.tapline.report.Reason;
import io.tapline.rpc.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Widths of time buckets that people read easily. Neighbours differ by at most five times, so the
 * smallest that gives no more than 300 buckets gives at least 60, from 60 ms to 300 days of data;
 * shorter data gives fewer buckets, and so may longer (beyond it the steps are wider).
 */
final class BucketWidth {
  static final int MOST_BUCKETS = 300;

  /** Buckets in one answer when the width was asked for. */
  static final int MAX_BUCKETS = 3_000;

  private static final List<Duration> WIDTHS =
      List.of(
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          Duration.ofMillis(10),
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(7),
          Duration.ofDays(28),
          Duration.ofDays(364));

  private BucketWidth() {}

  /** The width for data from {@code first} to {@code last}, both inclusive. */
  static Duration choose(Instant first, Instant last) {
    for (Duration width : WIDTHS) {
      if (buckets(first, last, width) <= MOST_BUCKETS) {
        return width;
      }
    }
    return WIDTHS.getLast();
  }

  /** The width that was asked for, if the answer stays within bounds; otherwise a chosen one. */
  static Duration of(@Nullable Duration asked, Instant first, Instant last) {
    if (asked == null) {
      return choose(first, last);
    }
    if (asked.compareTo(WIDTHS.getFirst()) < 0 || buckets(first, last, asked) > MAX_BUCKETS) {
      throw Refusal.ofField(
          Reason.INVALID_BUCKET,
          "bucket",
          "`bucket` must be at least 1 ms and give at most 3,000 buckets; for this data "
              + choose(first, last).toString().substring(2).toLowerCase(java.util.Locale.ROOT)
              + " would do");
    }
    return asked;
  }

  static long buckets(Instant first, Instant last, Duration width) {
    return Duration.between(floor(first, width), floor(last, width)).dividedBy(width) + 1;
  }

  /** Start of the bucket that holds a time; buckets are counted from 1970-01-01T00:00:00Z. */
  static Instant floor(Instant time, Duration width) {
    Duration sinceEpoch = Duration.between(Instant.EPOCH, time);
    long whole = sinceEpoch.dividedBy(width);
    Instant start = Instant.EPOCH.plus(width.multipliedBy(whole));
    return start.isAfter(time) ? start.minus(width) : start;
  }
}
