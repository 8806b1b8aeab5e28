package io.tapline.rpc.grpc;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Times and durations of messages as values, and back. */
public final class Timestamps {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private Timestamps() {}

  public static Timestamp timestamp(Instant time) {
    return timestamp(time.getEpochSecond(), time.getNano());
  }

  /**
   * @param nanos since 1970-01-01T00:00:00Z
   */
  public static Timestamp timestamp(long nanos) {
    return timestamp(
        Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
  }

  private static Timestamp timestamp(long seconds, long nanos) {
    return Timestamp.newBuilder().setSeconds(seconds).setNanos((int) nanos).build();
  }

  /** Whether it keeps the contract of {@code Timestamp}: years 1 to 9999, nanos not negative. */
  public static boolean isValid(Timestamp time) {
    return time.getNanos() >= 0
        && time.getNanos() < NANOS_PER_SECOND
        && time.getSeconds() >= FIRST_SECOND
        && time.getSeconds() <= LAST_SECOND;
  }

  /**
   * @throws java.time.DateTimeException beyond the years of {@link Instant}
   * @throws ArithmeticException beyond the years of {@link Instant}
   */
  public static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  /**
   * @return nanoseconds since 1970-01-01T00:00:00Z
   * @throws ArithmeticException when 64 bits cannot hold them (before 1677, after 2262)
   */
  public static long nanos(Timestamp time) {
    return nanos(time.getSeconds(), time.getNanos());
  }

  public static Duration duration(java.time.Duration duration) {
    return Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }

  /**
   * @throws ArithmeticException when it is longer than {@link java.time.Duration} can say
   */
  public static java.time.Duration duration(Duration duration) {
    return java.time.Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
  }

  /**
   * @throws ArithmeticException when 64 bits cannot hold the nanoseconds (over 292 years)
   */
  public static long nanos(Duration duration) {
    return nanos(duration.getSeconds(), duration.getNanos());
  }

  private static long nanos(long seconds, int nanos) {
    return Math.addExact(Math.multiplyExact(seconds, NANOS_PER_SECOND), nanos);
  }
}
