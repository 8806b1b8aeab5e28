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
 * A transport session that a domain's messages come in: its port, its sequence, and the templates
 * that it defined. Two exporters of one host that use the same domain are told apart by it.
 */
final class Sender {
  /** Clocks of an exporter that differ by less are taken for the same. */
  static final int BOOT_SLACK_MILLIS = 5000;

  final Domain domain;

  /** From which it sent last. */
  int port;

  final MessageSequence sequence;
  final DatagramHistory history;
  final TemplateTable templates = new TemplateTable();

  /** NetFlow v9: when the exporter began by its own clocks, milliseconds; 0 = no message yet. */
  long bootMillis;

  private @Nullable LossReporter losses;
  private int reportedPort;

  Sender(Domain domain, int port, ExportLimits limits) {
    this.domain = domain;
    this.port = port;
    this.sequence = new MessageSequence(domain.key.dialect(), limits);
    this.history = new DatagramHistory(limits.duplicateDatagrams());
  }

  /**
   * Whether a message from an unknown port is likely the next one of this session: its sequence
   * goes on, its clocks are the same, and it defines no template otherwise. Number 0 together with
   * definitions is how a new session begins.
   */
  boolean continuesWith(MessageHeader header, MessageCheck check) {
    if (!sequence.continuesWith(header.sequence) || !sameClocks(header)) {
      return false;
    }
    for (DefinedTemplate defined : check.defined()) {
      Template known = templates.get(defined.id());
      if (header.sequence == 0 || (known != null && !defined.repeats(known))) {
        return false;
      }
    }
    return true;
  }

  private boolean sameClocks(MessageHeader header) {
    return header.dialect == Dialect.IPFIX
        || Math.abs((int) (header.bootMillis() - bootMillis)) <= BOOT_SLACK_MILLIS;
  }

  LossReporter losses(ExportCounters counters, FlowSink sink) {
    LossReporter reporter = losses;
    if (reporter == null || reportedPort != port) {
      DomainKey key = domain.key;
      reportedPort = port;
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
