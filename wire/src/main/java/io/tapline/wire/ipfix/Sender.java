package io.tapline.wire.ipfix;

import io.tapline.wire.exporter.DatagramHistory;
import io.tapline.wire.exporter.ExportCounters;
import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.exporter.LossReporter;
import io.tapline.wire.exporter.SequenceKey;
import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import io.tapline.wire.flow.FlowSink;
import org.jspecify.annotations.Nullable;

/**
 * A port that a domain's messages come from: its sequence, and the templates that it defined. Two
 * exporters of one host that use the same domain are told apart by it.
 */
final class Sender {
  final Domain domain;
  final int port;
  final MessageSequence sequence;
  final DatagramHistory history;
  final TemplateTable templates = new TemplateTable();

  /** NetFlow v9: when the exporter began by its own clocks, milliseconds; 0 = no message yet. */
  long bootMillis;

  private @Nullable LossReporter losses;

  Sender(Domain domain, int port, ExportLimits limits) {
    this.domain = domain;
    this.port = port;
    this.sequence = new MessageSequence(domain.key.dialect(), limits);
    this.history = new DatagramHistory(limits.duplicateDatagrams());
  }

  LossReporter losses(ExportCounters counters, FlowSink sink) {
    LossReporter reporter = losses;
    if (reporter == null) {
      DomainKey key = domain.key;
      SequenceKey name = new SequenceKey(0, key.high(), key.low(), port, key.domain());
      reporter = new LossReporter(name, counters);
      losses = reporter;
    }
    return reporter.to(sink, sequence.countsRecords());
  }

  void save(StateWriter state) {
    state.int32(port);
    state.int64(bootMillis);
    sequence.save(state);
    history.save(state);
    templates.save(state);
  }

  static Sender restored(Domain domain, ExportLimits limits, StateReader state) {
    Sender sender = new Sender(domain, state.int32(), limits);
    sender.bootMillis = state.int64();
    sender.sequence.restore(state);
    sender.history.restore(state);
    sender.templates.restore(domain.key.dialect(), state);
    return sender;
  }
}
