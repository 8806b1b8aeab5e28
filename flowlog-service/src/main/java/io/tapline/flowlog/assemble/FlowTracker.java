package io.tapline.flowlog.assemble;

import io.tapline.wire.flow.FlowRecord;

/**
 * Counts flow records into the open connections of a table, with their sampling applied. Whether a
 * record belongs to what is open follows its own times: not when it begins more than the timeout
 * after the latest one reported, nor when it opens again what has ended.
 */
final class FlowTracker {
  private final OpenConnections open;
  private final Entries entries;
  private final ConnectionKey key = new ConnectionKey();
  private final DetailsPool details = new DetailsPool();

  /** Records whose packets were counted where they were observed elsewhere. */
  long repeatedObservations;

  /** Records counted into a connection one of whose counters is at its limit. */
  long saturatedRecords;

  FlowTracker(OpenConnections open) {
    this.open = open;
    this.entries = open.entries;
  }

  /** See {@link ConnectionTable#trackFlow}. */
  void track(FlowRecord record, long number, long clockNanos) {
    open.moveWatermark(OpenConnections.time(clockNanos)); // what has expired gives its context back
    int context = open.contexts.acquire(Context.of(record));
    key.of(record, context);
    int hash = key.hash();
    int entry = open.index.find(key, hash);
    long start = OpenConnections.time(record.startNanos);
    long end = Math.max(start, OpenConnections.time(record.endNanos));
    if (entry == Entries.NONE) {
      entry = open.begin(key, hash, FlowUpdate.firstState(record, key.fromHigh), number, start);
    } else {
      CloseReason reason = reasonToSplit(entry, record, start, end);
      if (reason != CloseReason.OPEN) {
        long state = FlowUpdate.firstState(record, key.fromHigh);
        entry = open.split(entry, reason, key, hash, state, number, start);
      }
    }
    count(entry, record, start, end);
    open.contexts.release(context);
  }

  private CloseReason reasonToSplit(int entry, FlowRecord record, long start, long end) {
    long gap = start - entries.word(entry, Entries.END);
    if (open.isIdle(entry) || gap > open.timeoutNanos(entry)) {
      return open.idleReason(entry);
    }
    long state = entries.word(entry, Entries.STATE);
    boolean ended = EntryState.isOf(state, TimeoutClass.FLOW_ENDED);
    if (ended && gap >= 0 && (record.tcpFlags & TcpFlags.SYN) != 0) {
      return CloseReason.REUSED;
    }
    return open.activeReason(entries.word(entry, Entries.START), end);
  }

  private void count(int entry, FlowRecord record, long start, long end) {
    open.save.before(entry);
    long[] words = entries.chunk(entry);
    int base = entries.base(entry);
    int before = EntryState.timeoutClass(words[base + Entries.STATE]);
    if (!FlowUpdate.count(words, base, record, key.fromHigh, start, end)) {
      repeatedObservations++;
    }
    if (FlowUpdate.isSaturated(words, base)) {
      saturatedRecords++;
    }
    addDetails(entry, record);
    open.touch(entry, words, base, before);
  }

  private void addDetails(int entry, FlowRecord record) {
    ExportedDetails known = entries.details(entry);
    ExportedDetails exported = ExportedDetails.of(record, key.fromHigh);
    ExportedDetails both = known == null ? exported : known.and(exported);
    if (!both.equals(known)) {
      entries.details(entry, details.pooled(both));
    }
    if (entries.identified(entry) == null && FlowTexts.identifies(record)) {
      entries.identify(entry, FlowTexts.identification(record));
    }
  }
}
