package io.tapline.wire.ipfix;

import io.tapline.wire.exporter.ExportCounter;
import io.tapline.wire.exporter.ExportCounters;
import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.exporter.FaultReports;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import java.lang.foreign.MemorySegment;

/** Reads the records of a set of data: flows go to the sink, options to their domain. */
final class DataRecords {
  private final ExportLimits limits;
  private final ExportCounters counters;
  private final FaultReports reports;
  private final RecordValues values;
  private final FlowRecord flow = new FlowRecord();

  DataRecords(
      ExportLimits limits, ExportCounters counters, FaultReports reports, FlowTotals totals) {
    this.reports = reports;
    this.values = new RecordValues(totals);
    this.limits = limits;
    this.counters = counters;
  }

  /** What the records of the next sets are to be understood with. */
  ExportContext context() {
    return values.context;
  }

  /**
   * Reads a set, which {@link Layout#fits} the template.
   *
   * @return how many records it had
   */
  int read(
      Template template,
      DomainOptions options,
      MemorySegment bytes,
      long from,
      long end,
      FlowSink sink) {
    prepare(options, bytes);
    Layout layout = template.layout;
    int least = layout.leastLength();
    int records = 0;
    long at = from;
    while (at != Layout.TOO_SHORT && end - at >= least) {
      at = layout.read(bytes, at, end, values.slots);
      if (at != Layout.TOO_SHORT) {
        take(template, sink);
        records++;
      }
    }
    return records;
  }

  private void prepare(DomainOptions options, MemorySegment bytes) {
    values.options = options;
    values.bytes = bytes;
    values.clear();
    flow.clear();
    flow.exporterHigh = values.context.exporterHigh;
    flow.exporterLow = values.context.exporterLow;
    flow.observationDomain = values.context.domain;
    flow.exportNanos = values.context.exportNanos();
    flow.receivedNanos = values.context.receivedNanos;
  }

  private void take(Template template, FlowSink sink) {
    if (template.options) {
      counters.count(ExportCounter.OPTIONS_RECORDS);
      OptionsRecord.take(values, limits, counters);
      reportSampled(sink);
      return;
    }
    for (FlowPart part : template.parts) {
      part.fill(values, flow);
    }
    if (describesFlow()) {
      sink.flow(flow);
    } else {
      counters.count(ExportCounter.OTHER_RECORDS);
    }
  }

  /** Options may say that records were sampled that were counted before. */
  private void reportSampled(FlowSink sink) {
    long sampled = values.options.takeSampled();
    if (sampled > 0) {
      reports.sampledBefore(
          flow.exporterHigh,
          flow.exporterLow,
          flow.observationDomain,
          sampled,
          values.options.sampledSinceNanos(),
          flow.receivedNanos,
          sink);
    }
  }

  private boolean describesFlow() {
    return (flow.sourceHigh
            | flow.sourceLow
            | flow.destinationHigh
            | flow.destinationLow
            | flow.packets
            | flow.bytes
            | flow.reversePackets
            | flow.reverseBytes)
        != 0;
  }
}
