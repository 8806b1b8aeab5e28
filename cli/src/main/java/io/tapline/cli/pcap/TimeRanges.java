package io.tapline.cli.pcap;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The ranges of time that the packets of one file cover. A range ends where the next packet is more
 * than a tolerance away from it.
 */
final class TimeRanges {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

  /**
   * One range.
   *
   * @param startNanos its earliest packet, nanoseconds since the epoch
   * @param stopNanos its latest packet
   */
  record Range(long startNanos, long stopNanos) {}

  private final long toleranceNanos;
  private final List<Range> ranges = new ArrayList<>();

  TimeRanges(long toleranceNanos) {
    this.toleranceNanos = toleranceNanos;
  }

  /** Takes in the next packet of the file. */
  void add(long timeNanos) {
    if (ranges.isEmpty() || !isNear(ranges.getLast(), timeNanos)) {
      ranges.add(new Range(timeNanos, timeNanos));
      return;
    }
    Range last = ranges.removeLast();
    ranges.add(
        new Range(Math.min(last.startNanos(), timeNanos), Math.max(last.stopNanos(), timeNanos)));
  }

  private boolean isNear(Range range, long timeNanos) {
    return timeNanos - range.stopNanos() <= toleranceNanos
        && range.startNanos() - timeNanos <= toleranceNanos;
  }

  /** The ranges in the order of the file. */
  List<Range> ranges() {
    return ranges;
  }

  /** As Python's isoformat() writes a time without a zone: a fraction of six digits, or none. */
  static String isoformat(Instant time) {
    Instant micros = time.truncatedTo(ChronoUnit.MICROS);
    boolean whole = micros.equals(time.truncatedTo(ChronoUnit.SECONDS));
    return (whole ? SECONDS : MICROSECONDS).format(LocalDateTime.ofInstant(micros, ZoneOffset.UTC));
  }
}
