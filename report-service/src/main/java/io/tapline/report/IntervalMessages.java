package io.tapline.report;

import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Intervals of messages as values, and back. */
public final class IntervalMessages {
  private IntervalMessages() {}

  /** Refuses what is outside the years that a timestamp can have. */
  public static Instant instant(Timestamp time) {
    try {
      return Timestamps.instant(time);
    } catch (DateTimeException | ArithmeticException e) {
      throw Refusal.ofField(
          Reason.INVALID_INTERVAL, "interval", "`interval` has a time beyond all years");
    }
  }

  /** An absent end is unbounded. */
  public static Interval interval(@Nullable Instant start, @Nullable Instant end) {
    Interval.Builder interval = Interval.newBuilder();
    if (start != null) {
      interval.setStartTime(Timestamps.timestamp(start));
    }
    if (end != null) {
      interval.setEndTime(Timestamps.timestamp(end));
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
