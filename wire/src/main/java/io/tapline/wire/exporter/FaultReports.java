package io.tapline.wire.exporter;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says which exporters' records were not believed, and why: at once for the first, then each minute
 * for all since, so that one that lies all the time does not fill the log of losses. At most
 * {@value #MAXIMUM} exporters and reasons are told apart; beyond that every record is reported at
 * once.
 */
final class FaultReports {
  private static final int MAXIMUM = 4096;
  private static final long EVERY_NANOS = 60_000_000_000L;

  private record Key(FlowFault fault, long high, long low, long domain) {}

  private static final class Entry {
    private final Key key;
    private long records;
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

  /** Takes note of a record that was received now. */
  void note(FlowFault fault, FlowRecord flow, FlowSink sink) {
    Entry entry = last;
    if (entry == null || !is(entry.key, fault, flow)) {
      Key key = new Key(fault, flow.exporterHigh, flow.exporterLow, flow.observationDomain);
      entry = entries.get(key);
      if (entry == null) {
        first(key, flow, sink);
        return;
      }
      last = entry;
    }
    later(entry, flow.receivedNanos, sink);
  }

  private static boolean is(Key key, FlowFault fault, FlowRecord flow) {
    return key.fault == fault
        && key.low == flow.exporterLow
        && key.high == flow.exporterHigh
        && key.domain == flow.observationDomain;
  }

  private void first(Key key, FlowRecord flow, FlowSink sink) {
    Entry entry = new Entry(key);
    if (entries.size() < MAXIMUM) {
      entries.put(key, entry);
      last = entry;
    }
    entry.records = 1;
    entry.sinceNanos = flow.receivedNanos;
    unreported++;
    report(entry, flow.receivedNanos, sink);
  }

  private void later(Entry entry, long nowNanos, FlowSink sink) {
    if (entry.records++ == 0) {
      entry.sinceNanos = nowNanos;
      oldestNanos = unreported++ == 0 ? entry.reportedNanos : oldestNanos;
    }
    if (nowNanos - entry.reportedNanos >= EVERY_NANOS) {
      report(entry, nowNanos, sink);
    }
  }

  private void report(Entry entry, long nowNanos, FlowSink sink) {
    Key key = entry.key;
    String what =
        "exporter %s domain %d: flow records (%d) %s"
            .formatted(
                IpAddresses.format(key.high, key.low), key.domain, entry.records, key.fault.text);
    long lost = key.fault.isRefusal() ? entry.records : 0;
    long since = Math.min(entry.sinceNanos, nowNanos);
    entry.records = 0;
    entry.reportedNanos = nowNanos;
    unreported--;
    sink.lost(new FlowLoss(lost, since, nowNanos, what));
  }

  /** Reports what was held back for a minute at this time. */
  void passed(long timeNanos, FlowSink sink) {
    if (unreported > 0 && timeNanos - oldestNanos >= EVERY_NANOS) {
      oldestNanos = timeNanos;
      for (Entry entry : entries.values()) {
        if (entry.records > 0 && timeNanos - entry.reportedNanos >= EVERY_NANOS) {
          report(entry, timeNanos, sink);
        } else if (entry.records > 0) {
          oldestNanos = Math.min(oldestNanos, entry.reportedNanos);
        }
      }
    }
  }

  /** Nothing more will come. */
  void finish(FlowSink sink) {
    for (Entry entry : entries.values()) {
      if (entry.records > 0) {
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
      state.int64(entry.records);
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
      entry.records = state.int64();
      entry.sinceNanos = state.int64();
      entry.reportedNanos = state.int64();
      unreported += entry.records > 0 ? 1 : 0;
      entries.put(entry.key, entry);
    }
    oldestNanos = state.int64();
  }
}
