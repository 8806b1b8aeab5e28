package io.tapline.wire.ipfix;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.protocol.IpProtocols;

/** Addresses, ports and protocol. A template may have fields for both versions of addresses. */
final class EndpointsPart implements FlowPart {

  private final int source4;
  private final int destination4;
  private final boolean version6;
  private final boolean icmp;

  private EndpointsPart(Presence presence) {
    Slot from4 = presence.first(Slot.SOURCE_4, Slot.SOURCE_PREFIX_4, Slot.LOCAL_4);
    source4 = from4.index;
    destination4 =
        presence.first(Slot.DESTINATION_4, Slot.DESTINATION_PREFIX_4, Slot.REMOTE_4).index;
    version6 = presence.any(Slot.SOURCE_6, Slot.DESTINATION_6);
    icmp = presence.any(Slot.ICMP_TYPE_CODE, Slot.ICMP_TYPE);
  }

  static FlowPart of(Presence presence) {
    return new EndpointsPart(presence);
  }

  @Override
  public void fill(RecordValues values, FlowRecord flow) {
    flow.sourceHigh = 0;
    flow.sourceLow = IpAddresses.ofIpv4OrNone(values.slots[source4]);
    flow.destinationHigh = 0;
    flow.destinationLow = IpAddresses.ofIpv4OrNone(values.slots[destination4]);
    if (version6) {
      version6(values, flow);
    }
    flow.sourcePort = values.getInt(Slot.SOURCE_PORT) & 0xFFFF;
    flow.destinationPort = values.getInt(Slot.DESTINATION_PORT) & 0xFFFF;
    flow.protocol = values.getInt(Slot.PROTOCOL) & 0xFF;
    if (IpProtocols.isIcmp(flow.protocol)) {
      messageType(values, flow);
    }
  }

  private static void version6(RecordValues values, FlowRecord flow) {
    if (flow.sourceLow == 0) {
      flow.sourceHigh = values.get(Slot.SOURCE_6);
      flow.sourceLow = values.get(Slot.SOURCE_6_LOW);
    }
    if (flow.destinationLow == 0) {
      flow.destinationHigh = values.get(Slot.DESTINATION_6);
      flow.destinationLow = values.get(Slot.DESTINATION_6_LOW);
    }
  }

  /** Without fields of its own the message is in the destination port, as type * 256 + code. */
  private void messageType(RecordValues values, FlowRecord flow) {
    if (icmp) {
      int both = values.getInt(Slot.ICMP_TYPE_CODE);
      int type = values.getInt(Slot.ICMP_TYPE);
      flow.sourcePort = (both >= 0 ? both >>> 8 : type) & 0xFF;
      flow.destinationPort = (both >= 0 ? both : Math.max(0, values.getInt(Slot.ICMP_CODE))) & 0xFF;
    } else if (flow.sourcePort == 0) {
      flow.sourcePort = flow.destinationPort >>> 8;
      flow.destinationPort &= 0xFF;
    }
  }
}
