package io.tapline.wire.ipfix;

import io.tapline.wire.exporter.ExportCounter;
import io.tapline.wire.exporter.ExportCounters;
import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import io.tapline.wire.flow.FlowRecord;

/**
 * What was counted so far of flows whose records report totals since the flow began: of a total
 * only what is new counts. A flow is identified by exporter, domain, endpoints, protocol, flow id,
 * direction of observation and, where it is reported, its start.
 *
 * <p>The flows not used for longest are forgotten in two generations: when the young one is full,
 * the old one goes.
 */
final class FlowTotals {
  private static final int MAXIMUM = 1 << 24;

  private final int limit;
  private final ExportCounters counters;
  private final long[] key = new long[TotalsTable.KEY_WORDS];
  private final long[] reported = new long[TotalsTable.COUNTER_WORDS];
  private TotalsTable young = new TotalsTable();
  private TotalsTable old = new TotalsTable();

  FlowTotals(ExportLimits limits, ExportCounters counters) {
    this.limit = Math.max(1, limits.flowTotals() / 2);
    this.counters = counters;
  }

  /** Says of which flow the next calls are. */
  void of(FlowRecord flow, long flowId, boolean startReported) {
    key[0] = flow.exporterHigh;
    key[1] = flow.exporterLow;
    key[2] = flow.observationDomain;
    key[3] = flow.sourceHigh;
    key[4] = flow.sourceLow;
    key[5] = flow.destinationHigh;
    key[6] = flow.destinationLow;
    key[7] =
        ((long) flow.sourcePort << 32)
            | ((long) flow.destinationPort << 16)
            | ((long) flow.protocol << 8)
            | (flow.flowDirection & 0xFF);
    key[8] = startReported ? flow.startNanos : 0;
    key[9] = flowId;
  }

  /**
   * The record's counters are new: they belong to what a later total holds. Those of 2^63 or more
   * leave no trace, because such a record is refused.
   */
  void delta(FlowRecord flow) {
    take(flow);
    long any = reported[0] | reported[1] | reported[2] | reported[3];
    if (any <= 0) {
      return;
    }
    int slot = slot();
    for (int i = 0; i < reported.length; i++) {
      young.counter(slot, i, young.counter(slot, i) + reported[i]);
    }
  }

  /**
   * Replaces the record's totals by what is new in them. One that is less than what was counted is
   * no total, whatever its element says, and counts as it is; one of 2^63 or more is refused.
   *
   * @param ended no record of the flow follows
   */
  void total(FlowRecord flow, boolean ended) {
    take(flow);
    if ((reported[0] | reported[1] | reported[2] | reported[3]) < 0) {
      return;
    }
    TotalsTable table = young;
    int slot = young.find(key);
    if (slot == TotalsTable.NONE) {
      table = old;
      slot = old.find(key);
    }
    if (slot != TotalsTable.NONE && isTotal(table, slot)) {
      flow.bytes -= table.counter(slot, 0);
      flow.packets -= table.counter(slot, 1);
      flow.reverseBytes -= table.counter(slot, 2);
      flow.reversePackets -= table.counter(slot, 3);
    }
    if (!ended) {
      remember();
    } else if (slot != TotalsTable.NONE) {
      table.remove(slot);
    }
  }

  private void take(FlowRecord flow) {
    reported[0] = flow.bytes;
    reported[1] = flow.packets;
    reported[2] = flow.reverseBytes;
    reported[3] = flow.reversePackets;
  }

  private boolean isTotal(TotalsTable table, int slot) {
    for (int i = 0; i < reported.length; i++) {
      if (Long.compareUnsigned(reported[i], table.counter(slot, i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private void remember() {
    int slot = slot();
    for (int i = 0; i < reported.length; i++) {
      young.counter(slot, i, reported[i]);
    }
  }

  /** The flow's place among the young, where it is brought if need be. */
  private int slot() {
    int slot = young.find(key);
    if (slot != TotalsTable.NONE) {
      return slot;
    }
    if (young.size() >= limit) {
      turn();
    }
    slot = young.add(key);
    int before = old.find(key);
    if (before != TotalsTable.NONE) {
      for (int i = 0; i < reported.length; i++) {
        young.counter(slot, i, old.counter(before, i));
      }
      old.remove(before);
    }
    return slot;
  }

  private void turn() {
    counters.add(ExportCounter.EVICTED_TOTALS, old.size());
    TotalsTable gone = old;
    gone.clear();
    old = young;
    young = gone;
  }

  void save(StateWriter state) {
    young.save(state);
    old.save(state);
  }

  void restore(StateReader state) {
    if (state.version() >= StateReader.TOTALS) {
      young.restore(state, MAXIMUM);
      old.restore(state, MAXIMUM);
    }
  }
}
