package io.tapline.wire.sflow;

import io.tapline.wire.exporter.Arrival;
import io.tapline.wire.exporter.ExportCounter;
import io.tapline.wire.exporter.ExportCounters;
import io.tapline.wire.exporter.ExportLimits;
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

/**
 * Datagrams of sFlow version 5 of many agents. The sequence counts the datagrams of a sub-agent;
 * samples that the agent itself dropped are told by its own count.
 */
public final class SflowExports {
  private static final int FLOW_SAMPLE = 1;
  private static final int COUNTER_SAMPLE = 2;
  private static final int EXPANDED_FLOW_SAMPLE = 3;
  private static final int EXPANDED_COUNTER_SAMPLE = 4;

  private final ExportCounters counters;
  private final FaultReports reports;
  private final SequencedSenders senders;
  private final SampleDrops drops;
  private final SflowHeader header = new SflowHeader();
  private final Cursor cursor = new Cursor();
  private final FlowSample sample = new FlowSample();
  private final FlowRecord flow = new FlowRecord();

  /** A decoder that knows no agent. */
  public SflowExports(ExportLimits limits, ExportCounters counters, FaultReports reports) {
    this.reports = reports;
    this.counters = counters;
    this.senders = new SequencedSenders(limits, counters, false);
    this.drops = new SampleDrops(limits, counters);
  }

  /** Decodes a datagram. */
  public FlowOutcome decode(FlowUnit unit, FlowSink sink) {
    counters.count(ExportCounter.DATAGRAMS);
    if (!header.read(cursor, unit)) {
      return malformed();
    }
    SequencedSender sender = senders.get(key(unit), sink);
    if (sender.history().seenBefore(unit.bytes, unit.offset, unit.length)) {
      counters.count(ExportCounter.DUPLICATE_DATAGRAMS);
      return FlowOutcome.DUPLICATE;
    }
    Arrival arrival =
        senders.accept(sender, header.sequence, 1, header.bootMillis, unit.timeNanos, sink);
    if (arrival == Arrival.RESTARTED) {
      sender.totals().clear();
    }
    if (!isWhole(unit)) {
      reports.malformed(
          header.agentHigh, header.agentLow, header.subAgent, 0, unit.timeNanos, sink);
      return FlowOutcome.MALFORMED;
    }
    samples(unit, sender, sink);
    return FlowOutcome.DECODED;
  }

  private SequenceKey key(FlowUnit unit) {
    // The agent is what counts; its port tells two senders of one agent's address apart.
    return new SequenceKey(
        5, header.agentHigh, header.agentLow, unit.exporterPort, header.subAgent);
  }

  private FlowOutcome malformed() {
    counters.count(ExportCounter.MALFORMED_DATAGRAMS);
    return FlowOutcome.MALFORMED;
  }

  /** Whether all samples that the header announces are there, and all of their records. */
  private boolean isWhole(FlowUnit unit) {
    long end = unit.offset + unit.length;
    long first = cursor.at;
    boolean whole = header.samples >= 0;
    for (int i = 0; whole && i < header.samples; i++) {
      int format = cursor.word();
      long length = cursor.unsigned();
      whole = !cursor.overrun() && length <= cursor.left();
      if (whole) {
        long next = cursor.at + length;
        cursor.over(unit.bytes, cursor.at, next);
        whole = !isFlow(format) || FlowSample.isWhole(cursor, format == EXPANDED_FLOW_SAMPLE);
        cursor.over(unit.bytes, next, end);
      }
    }
    cursor.over(unit.bytes, first, end);
    return whole;
  }

  private static boolean isFlow(int format) {
    return format == FLOW_SAMPLE || format == EXPANDED_FLOW_SAMPLE;
  }

  private void samples(FlowUnit unit, SequencedSender sender, FlowSink sink) {
    long end = unit.offset + unit.length;
    for (int i = 0; i < header.samples; i++) {
      int format = cursor.word();
      long next = cursor.unsigned() + cursor.at;
      cursor.over(unit.bytes, cursor.at, next);
      sample(format, unit, sender, sink);
      cursor.over(unit.bytes, next, end);
    }
  }

  private void sample(int format, FlowUnit unit, SequencedSender sender, FlowSink sink) {
    switch (format) {
      case FLOW_SAMPLE, EXPANDED_FLOW_SAMPLE ->
          flowSample(format == EXPANDED_FLOW_SAMPLE, unit, sender, sink);
      case COUNTER_SAMPLE, EXPANDED_COUNTER_SAMPLE -> counters.count(ExportCounter.COUNTER_SAMPLES);
      default -> counters.count(ExportCounter.UNKNOWN_SAMPLES);
    }
  }

  private void flowSample(boolean expanded, FlowUnit unit, SequencedSender sender, FlowSink sink) {
    flow.clear();
    sample.read(cursor, expanded, flow);
    flow.exporterHigh = header.agentHigh;
    flow.exporterLow = header.agentLow;
    flow.observationDomain = header.subAgent;
    flow.startNanos = unit.timeNanos;
    flow.endNanos = unit.timeNanos;
    flow.exportNanos = unit.timeNanos;
    flow.receivedNanos = unit.timeNanos;
    drops.told(sender, sample, unit.timeNanos, sink);
    if (sample.isConnection()) {
      sink.flow(flow);
    } else {
      counters.count(ExportCounter.OTHER_SAMPLES);
    }
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
