package io.tapline.wire.ipfix;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.flow.FlowRecord;
import org.jspecify.annotations.Nullable;

/** Interfaces, autonomous systems, prefix lengths, next hop, type of service, VLAN. */
final class PathPart implements FlowPart {
  private static final int VLAN_ID = 0xFFF;

  private final boolean dscp;
  private final boolean nextHop;
  private final boolean exporter;

  private PathPart(Presence presence) {
    dscp = presence.has(Slot.DSCP) && !presence.has(Slot.TOS);
    nextHop =
        presence.any(Slot.NEXT_HOP_4, Slot.NEXT_HOP_6, Slot.BGP_NEXT_HOP_4, Slot.BGP_NEXT_HOP_6);
    exporter = presence.any(Slot.EXPORTER_4, Slot.EXPORTER_6);
  }

  static @Nullable FlowPart of(Presence presence) {
    return new PathPart(presence);
  }

  @Override
  public void fill(RecordValues values, FlowRecord flow) {
    flow.inputInterface = values.get(Slot.INPUT_INTERFACE);
    flow.outputInterface = values.get(Slot.OUTPUT_INTERFACE);
    flow.sourceAs = values.get(Slot.SOURCE_AS);
    flow.destinationAs = values.get(Slot.DESTINATION_AS);
    flow.tos = dscp ? values.getInt(Slot.DSCP) << 2 & 0xFF : values.getInt(Slot.TOS);
    flow.reverseTos = values.getInt(Slot.REVERSE_TOS);
    flow.flowDirection = values.getInt(Slot.FLOW_DIRECTION);
    flow.endReason = values.getInt(Slot.END_REASON) & 0xFF;
    int vlan = values.getInt(Slot.VLAN) & VLAN_ID;
    flow.vlan = vlan != 0 ? vlan : values.getInt(Slot.DOT1Q_VLAN) & VLAN_ID;
    masks(values, flow);
    if (nextHop) {
      nextHop(values, flow);
    }
    if (exporter) {
      exporter(values, flow);
    }
  }

  private static void masks(RecordValues values, FlowRecord flow) {
    boolean version6 = flow.sourceHigh != 0 || flow.destinationHigh != 0;
    flow.sourceMask = values.getInt(version6 ? Slot.SOURCE_MASK_6 : Slot.SOURCE_MASK_4);
    flow.destinationMask =
        values.getInt(version6 ? Slot.DESTINATION_MASK_6 : Slot.DESTINATION_MASK_4);
  }

  private static void nextHop(RecordValues values, FlowRecord flow) {
    long hop = values.get(Slot.NEXT_HOP_4);
    flow.nextHopHigh = 0;
    flow.nextHopLow = IpAddresses.ofIpv4OrNone(hop != 0 ? hop : values.get(Slot.BGP_NEXT_HOP_4));
    if (flow.nextHopLow == 0) {
      nextHop6(values, flow);
    }
  }

  private static void nextHop6(RecordValues values, FlowRecord flow) {
    flow.nextHopHigh = values.get(Slot.NEXT_HOP_6);
    flow.nextHopLow = values.get(Slot.NEXT_HOP_6_LOW);
    if (flow.nextHopHigh == 0 && flow.nextHopLow == 0) {
      flow.nextHopHigh = values.get(Slot.BGP_NEXT_HOP_6);
      flow.nextHopLow = values.get(Slot.BGP_NEXT_HOP_6_LOW);
    }
  }

  /** What a record tells of its exporter goes before the sender's address. */
  private static void exporter(RecordValues values, FlowRecord flow) {
    long told = IpAddresses.ofIpv4OrNone(values.get(Slot.EXPORTER_4));
    boolean version6 = told == 0;
    long high = version6 ? values.get(Slot.EXPORTER_6) : 0;
    long low = version6 ? values.get(Slot.EXPORTER_6_LOW) : told;
    boolean any = high != 0 || low != 0;
    flow.exporterHigh = any ? high : values.context.exporterHigh;
    flow.exporterLow = any ? low : values.context.exporterLow;
  }
}
