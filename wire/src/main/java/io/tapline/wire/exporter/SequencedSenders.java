package io.tapline.wire.exporter;

import io.tapline.wire.flow.FlowSink;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The senders of one kind of protocol, the one silent longest first. */
public final class SequencedSenders {
  private static final int MAXIMUM = 1 << 20;

  private final ExportLimits limits;
  private final ExportCounters counters;
  private final boolean countsRecords;
  private final Map<SequenceKey, SequencedSender> senders = new LinkedHashMap<>(16, 0.75f, true);
  private final List<SequencedSender> unsettled = new ArrayList<>();
  private @Nullable SequencedSender last;

  /**
   * No senders.
   *
   * @param countsRecords whether the sequences count records; otherwise they count datagrams
   */
  public SequencedSenders(ExportLimits limits, ExportCounters counters, boolean countsRecords) {
    this.limits = limits;
    this.counters = counters;
    this.countsRecords = countsRecords;
  }

  /** The sender, known or new. */
  public SequencedSender get(SequenceKey key, FlowSink sink) {
    SequencedSender sender = last;
    if (sender == null || !sender.key().equals(key)) {
      sender = senders.computeIfAbsent(key, each -> new SequencedSender(each, limits));
      last = sender;
      if (senders.size() > limits.domains()) {
        evict(sink);
      }
    }
    return sender;
  }

  private void evict(FlowSink sink) {
    SequencedSender gone = senders.remove(senders.keySet().iterator().next());
    if (gone != null) {
      counters.count(ExportCounter.EVICTED_DOMAINS);
      unsettled.remove(gone);
      gone.sequence.finish(gone.losses(counters, sink, countsRecords));
    }
  }

  /**
   * Takes the number of a datagram.
   *
   * @param advance how many numbers it takes
   * @param bootMillis when the exporter began by its own clocks
   */
  public Arrival accept(
      SequencedSender sender,
      int sequence,
      long advance,
      long bootMillis,
      long timeNanos,
      FlowSink sink) {
    Arrival arrival =
        sender.sequence.accept(
            sequence,
            advance,
            timeNanos,
            sender.rebooted(bootMillis),
            sender.losses(counters, sink, countsRecords));
    counters.count(arrival);
    if (sender.sequence.unsettled() && !unsettled.contains(sender)) {
      unsettled.add(sender);
    }
    return arrival;
  }

  /** Gaps that nobody fills any more at this time are losses. */
  public void passed(long timeNanos, FlowSink sink) {
    if (unsettled.isEmpty()) {
      return;
    }
    for (Iterator<SequencedSender> each = unsettled.iterator(); each.hasNext(); ) {
      SequencedSender sender = each.next();
      sender.sequence.settle(timeNanos, sender.losses(counters, sink, countsRecords));
      if (!sender.sequence.unsettled()) {
        each.remove();
      }
    }
  }

  /** Nothing more will come: open gaps are losses. */
  public void finish(FlowSink sink) {
    unsettled.forEach(
        sender -> sender.sequence.finish(sender.losses(counters, sink, countsRecords)));
    unsettled.clear();
  }

  /** Appends everything. */
  public void save(StateWriter state) {
    state.int32(senders.size());
    senders.values().forEach(sender -> sender.save(state));
    state.int32(unsettled.size());
    unsettled.forEach(sender -> sender.key().save(state));
  }

  /** Goes on from what {@link #save} wrote. */
  public void restore(StateReader state) {
    int count = state.count(MAXIMUM);
    for (int i = 0; i < count; i++) {
      SequencedSender sender = SequencedSender.restored(limits, state);
      senders.put(sender.key(), sender);
    }
    restoreUnsettled(state);
  }

  private void restoreUnsettled(StateReader state) {
    Map<SequenceKey, SequencedSender> byKey = Map.copyOf(senders);
    int count = state.count(MAXIMUM);
    for (int i = 0; i < count; i++) {
      SequencedSender sender = byKey.get(SequenceKey.restored(state));
      if (sender == null) {
        throw new IllegalArgumentException("snapshot: a sender that is not there");
      }
      unsettled.add(sender);
    }
  }
}
