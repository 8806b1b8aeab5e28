package io.tapline.wire.ipfix;

import io.tapline.wire.flow.FlowRecord;
import org.jspecify.annotations.Nullable;

/** The round-trip time, in milliseconds with all exporters known here. */
final class RttPart implements FlowPart {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private RttPart() {}

  static @Nullable FlowPart of(Presence presence) {
    boolean told =
        presence.any(
            Slot.RTT_MILLISECONDS,
            Slot.CLIENT_RTT,
            Slot.SERVER_RTT,
            Slot.INTERNAL_RTT,
            Slot.EXTERNAL_RTT);
    return told ? new RttPart() : null;
  }

  @Override
  public void fill(RecordValues values, FlowRecord flow) {
    long millis = millis(values);
    flow.rttNanos = millis > 0 ? millis * NANOS_PER_MILLI : FlowRecord.UNKNOWN;
  }

  /** Whole, or of both sides of the exporter; what is below 0 was not measured. */
  private static long millis(RecordValues values) {
    long whole = Math.max(0, values.get(Slot.RTT_MILLISECONDS));
    long sides = values.get(Slot.CLIENT_RTT) + values.get(Slot.SERVER_RTT);
    long internal = Math.max(0, values.get(Slot.INTERNAL_RTT));
    long external = Math.max(0, values.get(Slot.EXTERNAL_RTT));
    return whole + sides + internal + external;
  }
}
