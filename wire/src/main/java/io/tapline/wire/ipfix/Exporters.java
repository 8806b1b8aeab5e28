package io.tapline.wire.ipfix;

import io.tapline.wire.exporter.Arrival;
import io.tapline.wire.exporter.ExportCounter;
import io.tapline.wire.exporter.ExportCounters;
import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.LossUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** All that is known of exporters, and what is given up when it becomes too much. */
final class Exporters {
  private static final int MAXIMUM = 1 << 20;

  private final ExportLimits limits;
  private final ExportCounters counters;
  private final Domains domains = new Domains();
  private final List<Sender> unsettled = new ArrayList<>();
  final WaitingSets waiting;

  Exporters(ExportLimits limits, ExportCounters counters) {
    this.limits = limits;
    this.counters = counters;
    this.waiting = new WaitingSets(limits);
  }

  /** The sender of a message, known or new. */
  Sender sender(ExportContext context, MessageHeader header, MessageCheck check, FlowSink sink) {
    Domain domain = domains.of(context);
    Sender sender = domain.sender(context.exporterPort, header, check, limits);
    Sender gone = domain.evictSender(limits.portsPerDomain());
    if (gone != null) {
      counters.count(ExportCounter.EVICTED_PORTS);
      domains.fieldsChanged(-gone.templates.fields());
      forget(gone, sink);
    }
    shrink(sink);
    return sender;
  }

  private void forget(Sender gone, FlowSink sink) {
    unsettled.remove(gone);
    gone.sequence.finish(gone.losses(counters, sink));
  }

  /** Takes domains away until the limits hold. */
  private void shrink(FlowSink sink) {
    for (Domain gone = domains.evict(limits); gone != null; gone = domains.evict(limits)) {
      counters.count(ExportCounter.EVICTED_DOMAINS);
      gone.senders.values().forEach(sender -> forget(sender, sink));
      waiting.clear(gone, set -> dropped(set, sink));
    }
  }

  /** The domain has so many more fields of templates now. */
  void fieldsChanged(int difference, FlowSink sink) {
    domains.fieldsChanged(difference);
    shrink(sink);
  }

  /**
   * Whether the exporter of a message began anew, by its clocks and its sequence; then nothing that
   * it defined before holds. IPFIX tells no clock.
   */
  boolean rebooted(Sender sender, MessageHeader header) {
    if (header.dialect == Dialect.IPFIX) {
      return false;
    }
    long boot = header.bootMillis();
    boolean later =
        sender.bootMillis != 0 && (int) (boot - sender.bootMillis) > Sender.BOOT_SLACK_MILLIS;
    sender.bootMillis = boot;
    boolean rebooted = later && !sender.sequence.near(header.sequence);
    if (rebooted) {
      forgetTemplates(sender);
    }
    return rebooted;
  }

  /** Takes note how a message arrived. */
  void arrived(Sender sender, Arrival arrival) {
    counters.count(arrival);
    if (sender.sequence.unsettled() && !unsettled.contains(sender)) {
      unsettled.add(sender);
    }
  }

  private void forgetTemplates(Sender sender) {
    domains.fieldsChanged(-sender.templates.fields());
    sender.templates.clear();
  }

  /** The sender's template holds no longer. */
  void forgetTemplate(Sender sender, int id) {
    int before = sender.templates.fields();
    sender.templates.remove(id);
    domains.fieldsChanged(sender.templates.fields() - before);
  }

  /** What is too old at this time is given up: gaps that nobody fills, data without template. */
  void passed(long timeNanos, FlowSink sink) {
    if (!unsettled.isEmpty()) {
      settle(timeNanos, sink);
    }
    if (!waiting.isEmpty()) {
      waiting.expire(timeNanos, set -> dropped(set, sink));
    }
  }

  private void settle(long timeNanos, FlowSink sink) {
    for (Iterator<Sender> each = unsettled.iterator(); each.hasNext(); ) {
      Sender sender = each.next();
      sender.sequence.settle(timeNanos, sender.losses(counters, sink));
      if (!sender.sequence.unsettled()) {
        each.remove();
      }
    }
  }

  /** Nothing more will come: open gaps and waiting data are losses. */
  void finish(FlowSink sink) {
    unsettled.forEach(sender -> sender.sequence.finish(sender.losses(counters, sink)));
    unsettled.clear();
    waiting.clear(set -> dropped(set, sink));
  }

  /** Data is given up because its template did not come. */
  void dropped(WaitingSet set, FlowSink sink) {
    counters.count(ExportCounter.DROPPED_SETS);
    ExportContext context = set.context;
    String what =
        "exporter %s domain %d: %d bytes of data wait for template %d in vain"
            .formatted(context.exporterName(), context.domain, set.bytes.length, set.template);
    long nanos = context.receivedNanos;
    sink.lost(new FlowLoss(set.bytes.length, LossUnit.BYTES, nanos, nanos, what));
  }

  /** Data is given up because it does not fit the template that came after it. */
  void misfit(WaitingSet set, FlowSink sink) {
    counters.count(ExportCounter.DROPPED_SETS);
    ExportContext context = set.context;
    String what =
        "exporter %s domain %d: %d bytes of data do not fit template %d"
            .formatted(context.exporterName(), context.domain, set.bytes.length, set.template);
    long nanos = context.receivedNanos;
    sink.lost(new FlowLoss(set.bytes.length, LossUnit.BYTES, nanos, nanos, what));
  }

  void save(StateWriter state) {
    domains.save(state);
    waiting.save(state);
    state.int32(unsettled.size());
    for (Sender sender : unsettled) {
      sender.domain.key.save(state);
      state.int32(sender.port);
    }
  }

  void restore(StateReader state) {
    domains.restore(limits, state);
    waiting.restore(state, domains.byKey());
    int count = state.count(MAXIMUM);
    for (int i = 0; i < count; i++) {
      unsettled.add(restoredSender(state));
    }
  }

  private Sender restoredSender(StateReader state) {
    Domain domain = domains.byKey().get(DomainKey.restored(state));
    Integer port = state.int32();
    if (domain != null) {
      for (Sender sender : domain.senders.values()) {
        if (port == sender.port) {
          return sender;
        }
      }
    }
    throw new IllegalArgumentException("snapshot: a sender that is not there");
  }
}
