package io.tapline.wire.ipfix;

import io.tapline.wire.flow.FlowRecord;

/**
 * Packets, bytes and TCP flags of both directions. Deltas go before totals. Counters "out" are of
 * the reverse direction in NetFlow v9 when there are also counters "in" (nProbe and others); alone
 * they count the flow as it left the exporter.
 */
final class CountersPart implements FlowPart {
  /** The eight that FlowRecord has; NS and the header's length are left out. */
  private static final int FLAGS = 0xFF;

  private final int bytes;
  private final int packets;
  private final int reverseBytes;
  private final int reversePackets;
  private final boolean biflow;
  private final boolean countsPayload;

  private CountersPart(Presence presence) {
    boolean bothWays =
        presence.dialect == Dialect.NETFLOW_9
            && presence.has(Slot.BYTES)
            && presence.has(Slot.OUT_BYTES);
    bytes =
        presence.first(
                Slot.BYTES,
                Slot.TOTAL_BYTES,
                Slot.INITIATOR_BYTES,
                Slot.OUT_BYTES,
                Slot.POST_TOTAL_BYTES)
            .index;
    packets =
        presence.first(
                Slot.PACKETS,
                Slot.TOTAL_PACKETS,
                Slot.INITIATOR_PACKETS,
                Slot.OUT_PACKETS,
                Slot.POST_TOTAL_PACKETS)
            .index;
    reverseBytes =
        presence.first(
                Slot.REVERSE_BYTES,
                Slot.REVERSE_TOTAL_BYTES,
                Slot.RESPONDER_BYTES,
                bothWays ? Slot.OUT_BYTES : Slot.REVERSE_BYTES)
            .index;
    reversePackets =
        presence.first(
                Slot.REVERSE_PACKETS,
                Slot.REVERSE_TOTAL_PACKETS,
                Slot.RESPONDER_PACKETS,
                bothWays ? Slot.OUT_PACKETS : Slot.REVERSE_PACKETS)
            .index;
    countsPayload =
        bytes == Slot.INITIATOR_BYTES.index || reverseBytes == Slot.RESPONDER_BYTES.index;
    biflow = reverseBytes != 0 || reversePackets != 0;
  }

  static FlowPart of(Presence presence) {
    return new CountersPart(presence);
  }

  @Override
  public void fill(RecordValues values, FlowRecord flow) {
    flow.bytes = values.slots[bytes];
    flow.packets = values.slots[packets];
    flow.flows = values.get(Slot.FLOWS);
    flow.tcpFlags =
        FLAGS
            & (values.getInt(Slot.TCP_FLAGS)
                | values.getInt(Slot.INITIAL_TCP_FLAGS)
                | values.getInt(Slot.UNION_TCP_FLAGS));
    flow.biflow = biflow;
    flow.countsPayload = countsPayload;
    if (biflow) {
      reverse(values, flow);
    } else {
      flow.reverseBytes = 0;
      flow.reversePackets = 0;
    }
  }

  private void reverse(RecordValues values, FlowRecord flow) {
    flow.reverseBytes = values.slots[reverseBytes];
    flow.reversePackets = values.slots[reversePackets];
    flow.reverseTcpFlags =
        FLAGS
            & (values.getInt(Slot.REVERSE_TCP_FLAGS)
                | values.getInt(Slot.REVERSE_INITIAL_TCP_FLAGS)
                | values.getInt(Slot.REVERSE_UNION_TCP_FLAGS));
  }
}
