package io.tapline.report;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.tapline.report.ReportException.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times and intervals of messages as values, and back. */
public final class ReportTimes {
  private ReportTimes() {}

  /** Refuses what is outside the years that a timestamp can have. */
  public static Instant instant(Timestamp time) {
    try {
      return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    } catch (DateTimeException | ArithmeticException e) {
      throw ReportException.invalid(
          Reason.INVALID_INTERVAL, "interval", "`interval` has a time beyond all years");
    }
  }

  public static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  public static java.time.Duration duration(Duration duration) {
    return java.time.Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
  }

  public static Duration duration(java.time.Duration duration) {
    return Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }

  /** An absent end is unbounded. */
  public static Interval interval(@Nullable Instant start, @Nullable Instant end) {
    Interval.Builder interval = Interval.newBuilder();
    if (start != null) {
      interval.setStartTime(timestamp(start));
    }
    if (end != null) {
      interval.setEndTime(timestamp(end));
    }
    return interval.build();
  }

  public static @Nullable Instant start(Interval interval) {
    return interval.hasStartTime() ? instant(interval.getStartTime()) : null;
  }

  public static @Nullable Instant end(Interval interval) {
    return interval.hasEndTime() ? instant(interval.getEndTime()) : null;
  }
}
