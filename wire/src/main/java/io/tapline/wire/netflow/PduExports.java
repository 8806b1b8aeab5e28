package io.tapline.wire.netflow;

import io.tapline.wire.bytes.BigEndian;
import io.tapline.wire.exporter.ExportCounter;
import io.tapline.wire.exporter.ExportCounters;
import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.exporter.ExportSequence;
import io.tapline.wire.exporter.FaultReports;
import io.tapline.wire.exporter.SequenceKey;
import io.tapline.wire.exporter.SequencedSender;
import io.tapline.wire.exporter.SequencedSenders;
import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.flowtools.RecordVersion;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams of NetFlow 1, 5, 6, 7 and 8 of many exporters: their flows, and what is missing, came
 * twice or late. Versions, aggregations and engines of an exporter have sequences of their own;
 * version 1 has none.
 */
public final class PduExports {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final ExportCounters counters;
  private final FaultReports reports;
  private final SequencedSenders senders;
  private final PduHeader header = new PduHeader();
  private final PduDecoder decoder = new PduDecoder();
  private final FlowRecord flow = new FlowRecord();

  /** A decoder that knows no exporter. */
  public PduExports(ExportLimits limits, ExportCounters counters, FaultReports reports) {
    this.reports = reports;
    this.counters = counters;
    this.senders = new SequencedSenders(limits, counters, true);
  }

  /** Decodes a datagram. */
  public FlowOutcome decode(FlowUnit unit, FlowSink sink) {
    PduFault fault = header.wrap(unit.bytes, unit.offset, unit.length);
    if (fault == PduFault.UNKNOWN_VERSION || fault == PduFault.UNKNOWN_AGGREGATION) {
      counters.count(ExportCounter.UNKNOWN_DATAGRAMS);
      return FlowOutcome.UNKNOWN_FORMAT;
    }
    counters.count(ExportCounter.DATAGRAMS);
    if (fault == PduFault.TRUNCATED_HEADER) {
      return malformed();
    }
    SequencedSender sender = senders.get(key(unit), sink);
    if (sender.history().seenBefore(unit.bytes, unit.offset, unit.length)) {
      counters.count(ExportCounter.DUPLICATE_DATAGRAMS);
      return FlowOutcome.DUPLICATE;
    }
    return decode(unit, sender, fault, sink);
  }

  private FlowOutcome decode(
      FlowUnit unit, SequencedSender sender, @Nullable PduFault fault, FlowSink sink) {
    boolean wellFormed = fault == null || (fault == PduFault.TRAILING_BYTES && isPadded(unit));
    boolean countable = fault != PduFault.TOO_MANY_RECORDS;
    if (header.hasSequence()) {
      long boot = header.exportNanos() / NANOS_PER_MILLI - header.sysUpTime();
      int sequence = (int) header.sequence();
      long advance = countable ? header.count() : ExportSequence.UNKNOWN_ADVANCE;
      senders.accept(sender, sequence, advance, boot, unit.timeNanos, sink);
    }
    if (!wellFormed) {
      lost(unit, countable ? header.count() : 0, sink);
      return FlowOutcome.MALFORMED;
    }
    decoder.decode(unit, header, flow, sink);
    return FlowOutcome.DECODED;
  }

  /** Whether there is nothing behind the records but zeros. */
  private boolean isPadded(FlowUnit unit) {
    for (long at = header.recordOffset(header.count()); at < unit.offset + unit.length; at++) {
      if (BigEndian.uint8(unit.bytes, at) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The sequence goes on over them, so that they are lost here. */
  private void lost(FlowUnit unit, int records, FlowSink sink) {
    counters.add(ExportCounter.LOST_RECORDS, records);
    reports.malformed(
        unit.exporterHigh, unit.exporterLow, header.engine(), records, unit.timeNanos, sink);
  }

  private FlowOutcome malformed() {
    counters.count(ExportCounter.MALFORMED_DATAGRAMS);
    return FlowOutcome.MALFORMED;
  }

  private SequenceKey key(FlowUnit unit) {
    RecordVersion version = header.format().recordVersion();
    int protocol = (version.exportVersion() << 8) | version.aggregationMethod();
    return new SequenceKey(
        protocol, unit.exporterHigh, unit.exporterLow, unit.exporterPort, header.engine());
  }

  /** Gaps that nobody fills any more at this time are losses. */
  public void passed(long timeNanos, FlowSink sink) {
    senders.passed(timeNanos, sink);
  }

  /** Nothing more will come. */
  public void finish(FlowSink sink) {
    senders.finish(sink);
  }

  /** Appends everything but the counters. */
  public void save(StateWriter state) {
    senders.save(state);
  }

  /** Goes on from what {@link #save} wrote. */
  public void restore(StateReader state) {
    senders.restore(state);
  }
}
