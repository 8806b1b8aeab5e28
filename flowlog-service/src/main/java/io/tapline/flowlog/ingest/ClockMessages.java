package io.tapline.flowlog.ingest;

import com.google.protobuf.Timestamp;
import io.tapline.flowlog.Reason;
import io.tapline.flowlog.v1.SourceClock;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Timestamps;

/** The clock of a silent source off the wire: checked here, and only here. */
final class ClockMessages {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long MAX_SECONDS = Long.MAX_VALUE / SECOND_NANOS - 1;

  private ClockMessages() {}

  /**
   * The promise as work.
   *
   * @throws Refusal INVALID_BATCH
   */
  static Work.Clock clock(SourceClock clock) {
    Timestamp time = clock.getTime();
    require(
        clock.hasTime() && inRange(time),
        "time",
        "A clock has a time between 1970 and 2262, with 0 to 999,999,999 nanoseconds.");
    require(
        clock.getNextPosition() >= 0, "next_position", "The position of a clock is not negative.");
    return new Work.Clock(Timestamps.nanos(time), clock.getNextPosition());
  }

  private static boolean inRange(Timestamp time) {
    return time.getSeconds() >= 0
        && time.getSeconds() <= MAX_SECONDS
        && time.getNanos() >= 0
        && time.getNanos() < SECOND_NANOS;
  }

  private static void require(boolean valid, String field, String rule) {
    if (!valid) {
      throw Refusal.ofField(Reason.INVALID_BATCH, "clock." + field, rule);
    }
  }
}
