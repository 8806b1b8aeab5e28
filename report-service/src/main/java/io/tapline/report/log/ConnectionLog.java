package io.tapline.report.log;

/** The log that reports are made of. Calls block; threads may share it. */
@FunctionalInterface
public interface ConnectionLog {
  /**
   * Groups and sums connections.
   *
   * @throws io.tapline.rpc.Refusal with flowlog's own reason for a question that it refuses, {@code
   *     LOG_UNAVAILABLE} when it is away
   */
  Aggregate aggregate(AggregateQuestion question);
}
