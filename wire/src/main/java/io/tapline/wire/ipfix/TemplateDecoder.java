package io.tapline.wire.ipfix;

import io.tapline.wire.exporter.Arrival;
import io.tapline.wire.exporter.ExportCounter;
import io.tapline.wire.exporter.ExportCounters;
import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.exporter.LossReporter;
import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import io.tapline.wire.exporter.Wire;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.ipfix.TemplateDefinitions.Definition;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Decodes messages of NetFlow v9 and IPFIX. The life of a message: its header, its sender, whether
 * it came before; then its sets one after the other; then its place in the sequence.
 */
public final class TemplateDecoder {
  private static final int SET_HEADER_BYTES = 4;
  private static final int FIRST_DATA_SET = 256;

  private final ExportCounters counters;
  private final Exporters exporters;
  private final TemplateSets templates;
  private final DataRecords data;
  private final MessageHeader header = new MessageHeader();
  private final ExportContext context = new ExportContext();
  private long records;
  private long flows;
  private boolean waits;
  private boolean malformed;

  /** A decoder that knows no exporter. */
  public TemplateDecoder(ExportLimits limits, ExportCounters counters) {
    this.counters = counters;
    this.exporters = new Exporters(limits, counters);
    this.templates = new TemplateSets(limits, counters, exporters);
    this.data = new DataRecords(limits, counters);
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
    return dialect == Dialect.IPFIX && end - at >= 16 && Wire.uint16(bytes, at) == 10;
  }

  private FlowOutcome message(FlowUnit unit, FlowSink sink) {
    counters.count(ExportCounter.DATAGRAMS);
    context.of(unit, header);
    Sender sender = exporters.sender(context, sink);
    int length = (int) (header.end - header.start);
    if (sender.history.seenBefore(header.bytes, header.start, length)) {
      counters.count(ExportCounter.DUPLICATE_DATAGRAMS);
      return FlowOutcome.DUPLICATE;
    }
    boolean rebooted = exporters.rebooted(sender, header);
    sets(sender, sink);
    exporters.arrived(sender, place(sender, rebooted, sink));
    return outcome();
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
      counters.count(ExportCounter.MALFORMED_DATAGRAMS);
      return FlowOutcome.MALFORMED;
    }
    return waits ? FlowOutcome.WAITING_FOR_TEMPLATE : FlowOutcome.DECODED;
  }

  private void sets(Sender sender, FlowSink sink) {
    records = 0;
    flows = 0;
    waits = false;
    malformed = header.cut;
    long at = header.sets;
    while (header.end - at >= SET_HEADER_BYTES) {
      int length = Wire.uint16(header.bytes, at + 2);
      if (length < SET_HEADER_BYTES || length > header.end - at) {
        malformed = true;
        return;
      }
      set(sender, Wire.uint16(header.bytes, at), at + SET_HEADER_BYTES, at + length, sink);
      at += length;
    }
  }

  private void set(Sender sender, int id, long from, long end, FlowSink sink) {
    int first = header.dialect == Dialect.IPFIX ? 2 : 0;
    if (id >= FIRST_DATA_SET) {
      data(sender, id, from, end, sink);
    } else if (id == first || id == first + 1) {
      templates(sender, id != first, from, end, sink);
    } else {
      counters.count(ExportCounter.UNKNOWN_SETS);
    }
  }

  private void templates(Sender sender, boolean options, long from, long end, FlowSink sink) {
    TemplateDefinitions definitions =
        new TemplateDefinitions(header.dialect, options, header.bytes, from, end);
    int before = sender.domain.fields();
    for (Definition kind = definitions.next(); kind != Definition.END; kind = definitions.next()) {
      if (kind == Definition.MALFORMED) {
        counters.count(ExportCounter.REFUSED_TEMPLATES);
        malformed = true;
        break;
      }
      Template template = templates.take(sender, options, definitions, kind, context.receivedNanos);
      if (template != null) {
        waited(sender.domain, template, sink);
      }
    }
    exporters.fieldsChanged(sender.domain.fields() - before, sink);
  }

  /** Decodes the data that came before its template. */
  private void waited(Domain domain, Template template, FlowSink sink) {
    for (WaitingSet set : exporters.waiting.take(domain, template.id)) {
      counters.count(ExportCounter.WAITED_SETS);
      data.context().copy(set.context);
      MemorySegment bytes = MemorySegment.ofArray(set.bytes);
      data.read(template, domain.options, bytes, 0, set.bytes.length, sink);
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
    malformed |= !data.whole();
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
  }

  /** Goes on from what {@link #save} wrote. */
  public void restore(StateReader state) {
    exporters.restore(state);
  }
}
