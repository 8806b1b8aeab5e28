package io.tapline.cli.flow;

import io.tapline.wire.flow.RouterClock;
import io.tapline.wire.flowtools.FlowField;
import io.tapline.wire.flowtools.FlowToolsRecord;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times of printed flows, in a zone. */
final class PrintTimes {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final DateTimeFormatter monthDay;
  private final DateTimeFormatter date;

  PrintTimes(ZoneId zone) {
    monthDay = DateTimeFormatter.ofPattern("MMdd.HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
    date = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
  }

  String monthDay(FlowToolsRecord record, FlowField field) {
    return monthDay.format(instant(record, field));
  }

  String date(FlowToolsRecord record, FlowField field) {
    return date.format(instant(record, field));
  }

  /** From the first packet to the last, milliseconds modulo 2^32. */
  static long activeMillis(FlowToolsRecord record) {
    return (record.lastRaw() - record.firstRaw()) & 0xFFFF_FFFFL;
  }

  static Instant instant(FlowToolsRecord record, FlowField field) {
    long nanos =
        RouterClock.epochNanos(
            record.unixSecs(),
            record.unixNsecs() / 1_000_000 * 1_000_000,
            record.sysUpTime(),
            record.get(field));
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
  }
}
