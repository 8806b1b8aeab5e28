package io.tapline.wire.exporter;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.LossUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts and says which exporters' records and messages do not count as they are, and why: at once
 * for the first, then each minute for all since, so that one that is wrong all the time does not
 * fill the log of losses. At most {@value #MAXIMUM} exporters and reasons are told apart; beyond
 * that everything is reported at once.
 */
public final class FaultReports {
  private static final int MAXIMUM = 4096;
  private static final long EVERY_NANOS = 60_000_000_000L;

  private record Key(FlowFault fault, long high, long low, long domain) {
    /** Files may name none. */
    String exporter() {
      return (high | low | domain) == 0
          ? ""
          : "exporter %s domain %d: ".formatted(IpAddresses.format(high, low), domain);
    }
  }

  private static final class Entry {
    private final Key key;
    private long times;
    private long lost;
    private long sinceNanos;
    private long reportedNanos;

    private Entry(Key key) {
      this.key = key;
    }
  }

  private final Map<Key, Entry> entries = new LinkedHashMap<>();
  private @Nullable Entry last;
  private int unreported;
  private long oldestNanos;

  private final ExportCounters counters;

  private final SamplingRules rules;

  /** Nothing to report. */
  public FaultReports(ExportCounters counters) {
    this(counters, SamplingRules.NONE);
  }

  /**
   * Nothing to report.
   *
   * @param rules by which sampling is known that exporters report late
   */
  public FaultReports(ExportCounters counters, SamplingRules rules) {
    this.counters = counters;
    this.rules = rules;
  }

  /** Takes note of a record. */
  void note(FlowFault fault, FlowRecord flow, FlowSink sink) {
    note(
        fault,
        flow.exporterHigh,
        flow.exporterLow,
        flow.observationDomain,
        fault.isRefusal() ? 1 : 0,
        flow.receivedNanos,
        sink);
  }

  /**
   * Takes note of a message of which nothing is taken.
   *
   * @param high first half of the exporter's address
   * @param low second half
   * @param lost records that it had; 0 = not known
   * @param nowNanos when it was received
   */
  public void malformed(long high, long low, long domain, long lost, long nowNanos, FlowSink sink) {
    note(FlowFault.MALFORMED_MESSAGE, high, low, domain, lost, nowNanos, sink);
  }

  /**
   * Reports that records counted as they are because their exporter had not yet said that it
   * samples packets.
   *
   * @param high first half of the exporter's address
   * @param low second half
   * @param records how many
   * @param sinceNanos when the first of them was received
   * @param nowNanos when the exporter said so
   */
  public void sampledBefore(
      long high,
      long low,
      long domain,
      long records,
      long sinceNanos,
      long nowNanos,
      FlowSink sink) {
    if (rules.set(high, low) != SamplingRules.NOTHING) {
      return;
    }
    FlowFault fault = FlowFault.SAMPLING_REPORTED_LATE;
    counters.add(fault.counter, records);
    String what = new Key(fault, high, low, domain).exporter() + fault.text.formatted(records);
    sink.lost(new FlowLoss(0, LossUnit.UNKNOWN, Math.min(sinceNanos, nowNanos), nowNanos, what));
  }

  private void note(
      FlowFault fault, long high, long low, long domain, long lost, long nowNanos, FlowSink sink) {
    counters.count(fault.counter);
    Entry entry = last;
    if (entry == null || !is(entry.key, fault, high, low, domain)) {
      Key key = new Key(fault, high, low, domain);
      entry = entries.get(key);
      if (entry == null) {
        first(key, lost, nowNanos, sink);
        return;
      }
      last = entry;
    }
    later(entry, lost, nowNanos, sink);
  }

  private static boolean is(Key key, FlowFault fault, long high, long low, long domain) {
    return key.fault == fault && key.low == low && key.high == high && key.domain == domain;
  }

  private void first(Key key, long lost, long nowNanos, FlowSink sink) {
    Entry entry = new Entry(key);
    if (entries.size() < MAXIMUM) {
      entries.put(key, entry);
      last = entry;
    }
    entry.times = 1;
    entry.lost = lost;
    entry.sinceNanos = nowNanos;
    unreported++;
    report(entry, nowNanos, sink);
  }

  private void later(Entry entry, long lost, long nowNanos, FlowSink sink) {
    entry.lost += lost;
    if (entry.times++ == 0) {
      entry.sinceNanos = nowNanos;
      oldestNanos = unreported++ == 0 ? entry.reportedNanos : oldestNanos;
    }
    if (nowNanos - entry.reportedNanos >= EVERY_NANOS) {
      report(entry, nowNanos, sink);
    }
  }

  private void report(Entry entry, long nowNanos, FlowSink sink) {
    Key key = entry.key;
    String what = key.exporter() + key.fault.text.formatted(entry.times);
    long lost = entry.lost;
    long since = Math.min(entry.sinceNanos, nowNanos);
    entry.times = 0;
    entry.lost = 0;
    entry.reportedNanos = nowNanos;
    unreported--;
    sink.lost(new FlowLoss(lost, LossUnit.RECORDS.of(lost), since, nowNanos, what));
  }

  /** Reports what was held back for a minute at this time. */
  void passed(long timeNanos, FlowSink sink) {
    if (unreported > 0 && timeNanos - oldestNanos >= EVERY_NANOS) {
      oldestNanos = timeNanos;
      for (Entry entry : entries.values()) {
        if (entry.times > 0 && timeNanos - entry.reportedNanos >= EVERY_NANOS) {
          report(entry, timeNanos, sink);
        } else if (entry.times > 0) {
          oldestNanos = Math.min(oldestNanos, entry.reportedNanos);
        }
      }
    }
  }

  /** Nothing more will come. */
  void finish(FlowSink sink) {
    for (Entry entry : entries.values()) {
      if (entry.times > 0) {
        report(entry, Math.max(entry.sinceNanos, entry.reportedNanos), sink);
      }
    }
  }

  void save(StateWriter state) {
    state.int32(entries.size());
    for (Entry entry : entries.values()) {
      state.int8(entry.key.fault.number());
      state.int64(entry.key.high);
      state.int64(entry.key.low);
      state.int64(entry.key.domain);
      state.int64(entry.times);
      state.int64(entry.lost);
      state.int64(entry.sinceNanos);
      state.int64(entry.reportedNanos);
    }
    state.int64(oldestNanos);
  }

  void restore(StateReader state) {
    int count = state.count(MAXIMUM);
    for (int i = 0; i < count; i++) {
      FlowFault fault = FlowFault.restored(state.int8());
      Entry entry = new Entry(new Key(fault, state.int64(), state.int64(), state.int64()));
      entry.times = state.int64();
      entry.lost = state.int64();
      entry.sinceNanos = state.int64();
      entry.reportedNanos = state.int64();
      unreported += entry.times > 0 ? 1 : 0;
      entries.put(entry.key, entry);
    }
    oldestNanos = state.int64();
  }
}
