package io.tapline.wire.sflow;

import io.tapline.wire.flow.FlowUnit;

/** The header of a datagram: agent, sub-agent, sequence, uptime, number of samples. Reused. */
final class SflowHeader {
  private static final long NANOS_PER_MILLI = 1_000_000;

  long agentHigh;
  long agentLow;
  long subAgent;
  int sequence;
  int samples;

  /** When the agent began, milliseconds since the epoch, by the time of receipt. */
  long bootMillis;

  /** Reads it behind the version; false when it is not whole. */
  boolean read(Cursor cursor, FlowUnit unit) {
    cursor.over(unit.bytes, unit.offset + 4, unit.offset + unit.length);
    cursor.address();
    agentHigh = cursor.high;
    agentLow = cursor.low;
    subAgent = cursor.unsigned();
    sequence = cursor.word();
    bootMillis = unit.timeNanos / NANOS_PER_MILLI - cursor.unsigned();
    samples = cursor.word();
    return !cursor.overrun();
  }
}
