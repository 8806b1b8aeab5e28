package io.tapline.wire.ipfix;

import io.tapline.wire.bytes.BigEndian;
import io.tapline.wire.exporter.Arrival;
import io.tapline.wire.exporter.ExportCounter;
import io.tapline.wire.exporter.ExportCounters;
import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.exporter.FaultReports;
import io.tapline.wire.exporter.LossReporter;
import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Decodes messages of NetFlow v9 and IPFIX. The life of a message: its header, its sender, whether
 * it came before; whether all of it is well-formed, else nothing of it is taken; then its sets one
 * after the other; then its place in the sequence.
 */
public final class TemplateDecoder {
  private final ExportCounters counters;
  private final FaultReports reports;
  private final Exporters exporters;
  private final TemplateSets templates;
  private final FlowTotals totals;
  private final DataRecords data;
  private final MessageHeader header = new MessageHeader();
  private final MessageCheck check = new MessageCheck();
  private final ExportContext context = new ExportContext();
  private long records;
  private long flows;
  private boolean waits;
  private boolean malformed;
  private int definition;

  /** A decoder that knows no exporter. */
  public TemplateDecoder(ExportLimits limits, ExportCounters counters, FaultReports reports) {
    this.reports = reports;
    this.counters = counters;
    this.exporters = new Exporters(limits, counters);
    this.templates = new TemplateSets(limits, counters, exporters);
    this.totals = new FlowTotals(limits, counters);
    this.data = new DataRecords(limits, counters, reports, totals);
  }

  /** Decodes a datagram, or several messages of a file that follow each other. */
  public FlowOutcome decode(Dialect dialect, FlowUnit unit, FlowSink sink) {
    long at = unit.offset;
    long end = unit.offset + unit.length;
    FlowOutcome outcome;
    do {
      if (!header.read(dialect, unit.bytes, at, end)) {
        counters.count(ExportCounter.MALFORMED_DATAGRAMS);
        return FlowOutcome.MALFORMED;
      }
      outcome = message(unit, sink);
      at = header.end;
    } while (outcome != FlowOutcome.MALFORMED && followed(dialect, unit.bytes, at, end));
    return outcome;
  }

  private static boolean followed(Dialect dialect, MemorySegment bytes, long at, long end) {
    return dialect == Dialect.IPFIX && end - at >= 16 && BigEndian.uint16(bytes, at) == 10;
  }

  private FlowOutcome message(FlowUnit unit, FlowSink sink) {
    counters.count(ExportCounter.DATAGRAMS);
    context.of(unit, header);
    check.sets(header);
    Sender sender = exporters.sender(context, header, check, sink);
    int length = (int) (header.end - header.start);
    if (sender.history.seenBefore(header.bytes, header.start, length)) {
      counters.count(ExportCounter.DUPLICATE_DATAGRAMS);
      return FlowOutcome.DUPLICATE;
    }
    boolean rebooted = exporters.rebooted(sender, header);
    take(sender, sink);
    exporters.arrived(sender, place(sender, rebooted, sink));
    return outcome();
  }

  private void take(Sender sender, FlowSink sink) {
    records = 0;
    flows = 0;
    waits = false;
    malformed = check.malformed() || !check.dataFits(header, sender);
    if (malformed) {
      int before = sender.templates.fields();
      templates.refuse(sender, check.defined());
      exporters.fieldsChanged(sender.templates.fields() - before, sink);
      reports.malformed(
          context.exporterHigh,
          context.exporterLow,
          context.domain,
          0,
          context.receivedNanos,
          sink);
    } else {
      sets(sender, sink);
    }
  }

  private Arrival place(Sender sender, boolean rebooted, FlowSink sink) {
    LossReporter losses = sender.losses(counters, sink);
    long timeNanos = context.receivedNanos;
    return waits || malformed
        ? sender.sequence.acceptUnknown(header, timeNanos, rebooted, losses)
        : sender.sequence.accept(header, records, flows, timeNanos, rebooted, losses);
  }

  private FlowOutcome outcome() {
    if (malformed) {
      return FlowOutcome.MALFORMED;
    }
    return waits ? FlowOutcome.WAITING_FOR_TEMPLATE : FlowOutcome.DECODED;
  }

  private void sets(Sender sender, FlowSink sink) {
    definition = 0;
    for (long at = header.sets; header.end - at >= MessageCheck.SET_HEADER_BYTES; ) {
      long end = at + BigEndian.uint16(header.bytes, at + 2);
      set(sender, BigEndian.uint16(header.bytes, at), at, end, sink);
      at = end;
    }
  }

  private void set(Sender sender, int id, long at, long end, FlowSink sink) {
    int first = MessageCheck.firstTemplateSet(header.dialect);
    if (id >= MessageCheck.FIRST_DATA_SET) {
      data(sender, id, at + MessageCheck.SET_HEADER_BYTES, end, sink);
    } else if (id == first || id == first + 1) {
      templates(sender, at, sink);
    } else {
      counters.count(ExportCounter.UNKNOWN_SETS);
    }
  }

  private void templates(Sender sender, long set, FlowSink sink) {
    List<DefinedTemplate> defined = check.defined();
    int before = sender.templates.fields();
    while (definition < defined.size() && defined.get(definition).set() == set) {
      DefinedTemplate said = defined.get(definition++);
      Template template = templates.take(sender, said, context.receivedNanos);
      if (template != null) {
        waited(sender, template, sink);
      }
    }
    exporters.fieldsChanged(sender.templates.fields() - before, sink);
  }

  /** Decodes the data that came before its template. */
  private void waited(Sender sender, Template template, FlowSink sink) {
    for (WaitingSet set : exporters.waiting.take(sender, template.id)) {
      MemorySegment bytes = MemorySegment.ofArray(set.bytes);
      if (template.layout.fits(bytes, 0, set.bytes.length)) {
        counters.count(ExportCounter.WAITED_SETS);
        data.context().copy(set.context);
        data.read(template, sender.domain.options, bytes, 0, set.bytes.length, sink);
      } else {
        exporters.misfit(set, sink);
      }
    }
  }

  private void data(Sender sender, int id, long from, long end, FlowSink sink) {
    Template template = templates.find(sender, id, context.receivedNanos);
    if (template == null) {
      await(sender.domain, id, from, end, sink);
      return;
    }
    data.context().copy(context);
    int read = data.read(template, sender.domain.options, header.bytes, from, end, sink);
    records += read;
    flows += template.options ? 0 : read;
  }

  private void await(Domain domain, int id, long from, long end, FlowSink sink) {
    if (end == from) {
      return;
    }
    waits = true;
    counters.count(ExportCounter.WAITING_SETS);
    byte[] copy = header.bytes.asSlice(from, end - from).toArray(ValueLayout.JAVA_BYTE);
    WaitingSet set = new WaitingSet(domain, context, id, copy);
    exporters.waiting.add(set, dropped -> exporters.dropped(dropped, sink));
  }

  /** What is too old at this time is given up: gaps that nobody fills, data without template. */
  public void passed(long timeNanos, FlowSink sink) {
    exporters.passed(timeNanos, sink);
  }

  /** Nothing more will come. */
  public void finish(FlowSink sink) {
    exporters.finish(sink);
  }

  /** Appends everything but the counters. */
  public void save(StateWriter state) {
    exporters.save(state);
    totals.save(state);
  }

  /** Goes on from what {@link #save} wrote. */
  public void restore(StateReader state) {
    exporters.restore(state);
    totals.restore(state);
  }
}
