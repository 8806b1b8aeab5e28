package io.tapline.flowlog.assemble;

import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.protocol.IpProtocols;

/** Counts one flow record into an entry's words. */
final class FlowUpdate {
  /** IPFIX flowEndReason (element 136): end of flow detected. */
  private static final int END_DETECTED = 3;

  /** IPFIX flowDirection (element 61). */
  private static final int INGRESS = 0;

  private static final int EGRESS = 1;

  private FlowUpdate() {}

  /** State bits of a connection that begins with the record. */
  static long firstState(FlowRecord record, boolean fromHigh) {
    ClientRule rule = ClientRule.of(record);
    return EntryState.withFlow(
        EntryState.begin(
            TimeoutClass.FLOW, rule.senderIsClient == fromHigh, rule.evidence, false, record.vlan));
  }

  /** Whether the packets of the record were not counted yet, see {@link #observe}. */
  static boolean count(
      long[] words, int base, FlowRecord record, boolean fromHigh, long start, long end) {
    boolean counts = observe(words, base, record, fromHigh);
    long state = words[base + Entries.STATE];
    words[base + Entries.STATE] =
        turned(state, record, fromHigh, start < words[base + Entries.START]);
    if (counts) {
      countSent(words, base + (fromHigh ? Entries.HIGH_SENT : Entries.LOW_SENT), record);
    }
    if (counts && record.biflow) {
      countReceived(words, base + (fromHigh ? Entries.LOW_SENT : Entries.HIGH_SENT), record);
    }
    words[base + Entries.START] = Math.min(words[base + Entries.START], start);
    words[base + Entries.END] = Math.max(words[base + Entries.END], end);
    words[base + Entries.RECORDS]++;
    if (record.rttNanos >= 0 && EntryState.rttPhase(state) == EntryState.RTT_NONE) {
      words[base + Entries.RTT] = record.rttNanos;
      words[base + Entries.STATE] =
          EntryState.withRttPhase(words[base + Entries.STATE], EntryState.RTT_KNOWN);
    }
    follow(words, base, record, fromHigh);
    return counts;
  }

  /**
   * An exporter may report the same packets as they come in and as they go out (flowDirection). For
   * each side of a connection those count that are observed where its first record was.
   */
  private static boolean observe(long[] words, int base, FlowRecord record, boolean fromHigh) {
    int direction = record.flowDirection;
    if (direction != INGRESS && direction != EGRESS) {
      return true;
    }
    long state = words[base + Entries.STATE];
    int known = EntryState.observed(state, fromHigh);
    if (known == 0) {
      words[base + Entries.STATE] = EntryState.withObserved(state, fromHigh, direction + 1);
    }
    return known == 0 || known == direction + 1;
  }

  /** Whether a counter is at {@link FlowCounts#MAX_COUNT}, where it says no more how many. */
  static boolean isSaturated(long[] words, int base) {
    return isSaturatedSide(words, base + Entries.LOW_SENT)
        || isSaturatedSide(words, base + Entries.HIGH_SENT);
  }

  private static boolean isSaturatedSide(long[] words, int sent) {
    return words[sent + Entries.PACKETS] == FlowCounts.MAX_COUNT
        || words[sent + Entries.BYTES] == FlowCounts.MAX_COUNT
        || words[sent + Entries.PAYLOAD_BYTES] == FlowCounts.MAX_COUNT;
  }

  private static void countSent(long[] words, int sent, FlowRecord record) {
    long interval = FlowCounts.interval(record);
    add(words, sent + Entries.PACKETS, FlowCounts.scaled(record.packets, interval));
    add(words, sent + Entries.BYTES, FlowCounts.scaled(record.bytes, interval));
    add(words, sent + Entries.PAYLOAD_BYTES, FlowCounts.scaled(record.payloadBytes, interval));
  }

  private static void countReceived(long[] words, int sent, FlowRecord record) {
    long interval = FlowCounts.interval(record);
    add(words, sent + Entries.PACKETS, FlowCounts.scaled(record.reversePackets, interval));
    add(words, sent + Entries.BYTES, FlowCounts.scaled(record.reverseBytes, interval));
    add(
        words,
        sent + Entries.PAYLOAD_BYTES,
        FlowCounts.scaled(record.reversePayloadBytes, interval));
  }

  private static void add(long[] words, int word, long count) {
    words[word] = FlowCounts.sum(words[word], count);
  }

  /**
   * Who is the client may change with later records: a SYN without ACK is proof; where only the
   * order spoke for it, the sender of what began earlier takes its place.
   */
  private static long turned(long state, FlowRecord record, boolean fromHigh, boolean earlier) {
    ClientRule rule = ClientRule.of(record);
    ClientEvidence known = EntryState.clientEvidence(state);
    if (rule == ClientRule.SENDER_OPENED && known != ClientEvidence.HANDSHAKE) {
      return EntryState.withClient(state, fromHigh, rule.evidence);
    }
    return known == ClientEvidence.FIRST_FRAME && earlier && rule == ClientRule.SENDER_FIRST
        ? EntryState.withClient(state, fromHigh, rule.evidence)
        : state;
  }

  /** Flags, VLAN and the end. */
  private static void follow(long[] words, int base, FlowRecord record, boolean fromHigh) {
    long state = words[base + Entries.STATE];
    if (EntryState.vlan(state) == 0) {
      state = EntryState.withVlan(state, record.vlan);
    }
    boolean ended = record.endReason == END_DETECTED;
    if (record.protocol == IpProtocols.TCP) {
      state = EntryState.withFlags(state, fromHigh, record.tcpFlags);
      state = EntryState.withFlags(state, !fromHigh, record.reverseTcpFlags);
      ended |= TcpRules.ended(EntryState.flags(state, false), EntryState.flags(state, true));
    }
    words[base + Entries.STATE] =
        ended ? EntryState.withTimeoutClass(state, TimeoutClass.FLOW_ENDED.number()) : state;
  }
}
