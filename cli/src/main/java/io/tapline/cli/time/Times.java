package io.tapline.cli.time;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Between the messages' times and text. */
public final class Times {
  private static final DateTimeFormatter NANOS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter PEOPLE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

  private Times() {}

  public static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  public static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }

  public static com.google.protobuf.Duration duration(Duration duration) {
    return com.google.protobuf.Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }

  public static Duration duration(com.google.protobuf.Duration duration) {
    return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
  }

  /** RFC 3339 in UTC with microseconds, or nanoseconds where there are any. */
  public static String exact(Timestamp timestamp) {
    String exact = NANOS.format(instant(timestamp));
    return exact.endsWith("000Z") ? exact.substring(0, exact.length() - 4) + "Z" : exact;
  }

  /** Milliseconds, in {@code zone}. */
  public static String people(Timestamp timestamp, ZoneId zone) {
    return PEOPLE.withZone(zone).format(instant(timestamp));
  }
}
