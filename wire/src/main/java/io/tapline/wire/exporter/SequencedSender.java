package io.tapline.wire.exporter;

import io.tapline.wire.flow.FlowSink;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One that numbers its datagrams and defines nothing: NetFlow v1 to v8, sFlow. */
public final class SequencedSender {
  /** Clocks of an exporter that differ by less are taken for the same. */
  private static final int BOOT_SLACK_MILLIS = 5000;

  private static final int MAXIMUM_TOTALS = 1 << 16;

  private final SequenceKey key;
  private final DatagramHistory history;
  private final Map<Long, Long> totals = new LinkedHashMap<>();
  final ExportSequence sequence;
  private long bootMillis;
  private @Nullable LossReporter losses;

  SequencedSender(SequenceKey key, ExportLimits limits) {
    this.key = key;
    this.history = new DatagramHistory(limits.duplicateDatagrams());
    this.sequence = new ExportSequence(limits);
  }

  SequenceKey key() {
    return key;
  }

  /** The datagrams that came from it lately. */
  public DatagramHistory history() {
    return history;
  }

  /** Running totals by a number of the protocol's own, which the protocol bounds. */
  public Map<Long, Long> totals() {
    return totals;
  }

  /** Whether the exporter began anew since the last time, by its own clocks. */
  boolean rebooted(long newBootMillis) {
    boolean later = bootMillis != 0 && (int) (newBootMillis - bootMillis) > BOOT_SLACK_MILLIS;
    bootMillis = newBootMillis;
    return later;
  }

  LossReporter losses(ExportCounters counters, FlowSink sink, boolean countsRecords) {
    LossReporter reporter = losses;
    if (reporter == null) {
      reporter = new LossReporter(key, counters);
      losses = reporter;
    }
    return reporter.to(sink, countsRecords);
  }

  void save(StateWriter state) {
    key.save(state);
    state.int64(bootMillis);
    sequence.save(state);
    history.save(state);
    state.int32(totals.size());
    totals.forEach(
        (number, total) -> {
          state.int64(number);
          state.int64(total);
        });
  }

  static SequencedSender restored(ExportLimits limits, StateReader state) {
    SequencedSender sender = new SequencedSender(SequenceKey.restored(state), limits);
    sender.bootMillis = state.int64();
    sender.sequence.restore(state);
    sender.history.restore(state);
    int count = state.count(MAXIMUM_TOTALS);
    for (int i = 0; i < count; i++) {
      sender.totals.put(state.int64(), state.int64());
    }
    return sender;
  }
}
