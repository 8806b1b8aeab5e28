package io.tapline.wire.ipfix;

import io.tapline.wire.flow.FlowRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns counters since the flow began into what is new in the record. Two kinds of records have
 * such:
 *
 * <ul>
 *   <li>those with octetTotalCount and its like (elements 85, 86, 171, 172) and no delta beside it;
 *   <li>Cisco's NSEL, where initiator and responder counters (231, 232, 298, 299) are deltas in
 *       update events and totals in the flow's deletion.
 * </ul>
 */
final class TotalsPart implements FlowPart {
  /** Values of firewallEvent (element 233). */
  private static final int FLOW_CREATED = 1;

  private static final int FLOW_DELETED = 2;
  private static final int FLOW_UPDATED = 5;

  /** flowEndReason (element 136): the flow goes on. */
  private static final int ACTIVE_TIMEOUT = 2;

  private final boolean events;
  private final boolean startReported;

  private TotalsPart(Presence presence, boolean events) {
    this.events = events;
    this.startReported = Moment.start(presence) != null;
  }

  static @Nullable FlowPart of(Presence presence) {
    if (presence.any(Slot.BYTES, Slot.PACKETS)) {
      return null;
    }
    boolean totals =
        presence.any(
            Slot.TOTAL_BYTES, Slot.TOTAL_PACKETS, Slot.POST_TOTAL_BYTES, Slot.POST_TOTAL_PACKETS);
    boolean events =
        presence.has(Slot.FIREWALL_EVENT)
            && presence.any(
                Slot.INITIATOR_BYTES,
                Slot.RESPONDER_BYTES,
                Slot.INITIATOR_PACKETS,
                Slot.RESPONDER_PACKETS);
    return totals || events ? new TotalsPart(presence, !totals) : null;
  }

  @Override
  public void fill(RecordValues values, FlowRecord flow) {
    FlowTotals totals = values.totals;
    totals.of(flow, values.get(Slot.FLOW_ID), startReported);
    if (!events) {
      totals.total(flow, ended(flow));
      return;
    }
    switch (values.getInt(Slot.FIREWALL_EVENT)) {
      case FLOW_CREATED, FLOW_UPDATED -> totals.delta(flow);
      case FLOW_DELETED -> totals.total(flow, true);
      default -> {}
    }
  }

  /** Without a reason the flow may go on. */
  private static boolean ended(FlowRecord flow) {
    return flow.endReason != 0 && flow.endReason != ACTIVE_TIMEOUT;
  }
}
