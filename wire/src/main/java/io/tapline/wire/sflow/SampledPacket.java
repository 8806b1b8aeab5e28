package io.tapline.wire.sflow;

import io.tapline.wire.exporter.PacketSection;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.frame.LinkTypes;

/**
 * What the records of a flow sample tell of the packet. The sampled header goes before sampled
 * addresses; records that are not known are skipped by their length.
 */
final class SampledPacket {
  private static final int RAW_HEADER = 1;
  private static final int SAMPLED_IPV4 = 3;
  private static final int SAMPLED_IPV6 = 4;
  private static final int EXTENDED_SWITCH = 1001;
  private static final int EXTENDED_ROUTER = 1002;
  private static final int EXTENDED_GATEWAY = 1003;
  private static final int EXTENDED_NAT = 1007;
  private static final int EXTENDED_NAT_PORT = 1020;

  private static final int VLAN_ID = 0xFFF;

  private final PacketSection section = new PacketSection();
  private final Cursor record = new Cursor();
  private boolean byHeader;
  private boolean byAddresses;

  void clear() {
    byHeader = false;
    byAddresses = false;
  }

  boolean isConnection() {
    return byHeader || byAddresses;
  }

  /** Takes the record at the cursor, which is whole, and moves the cursor behind it. */
  void record(Cursor cursor, int format, int length, FlowRecord flow) {
    record.over(cursor.bytes, cursor.at, cursor.at + length);
    cursor.at += length;
    switch (format) {
      case RAW_HEADER -> header(flow);
      case SAMPLED_IPV4 -> addresses(false, flow);
      case SAMPLED_IPV6 -> addresses(true, flow);
      case EXTENDED_SWITCH -> vlan(flow);
      case EXTENDED_ROUTER -> router(flow);
      case EXTENDED_GATEWAY -> gateway(flow);
      case EXTENDED_NAT -> translation(flow);
      case EXTENDED_NAT_PORT -> translationPorts(flow);
      default -> {}
    }
  }

  private void header(FlowRecord flow) {
    int linkType = linkType(record.word());
    int frameLength = record.word();
    record.word(); // bytes stripped, which the frame's length includes
    int captured = (int) Math.min(record.unsigned(), record.left());
    if (!record.overrun()) {
      byHeader |= section.frame(record.bytes, record.at, captured, frameLength, linkType, flow);
    }
  }

  /** The header protocols of sFlow as link types. */
  private static int linkType(int protocol) {
    return switch (protocol) {
      case 1 -> LinkTypes.ETHERNET;
      case 7 -> LinkTypes.PPP;
      case 11 -> LinkTypes.IPV4;
      case 12 -> LinkTypes.IPV6;
      case 13 -> LinkTypes.MPLS;
      case 14 -> LinkTypes.PPP_HDLC;
      case 15 -> LinkTypes.WIRELESS;
      default -> PacketSection.UNSUPPORTED_LINK;
    };
  }

  /** The layer 3 and 4 fields that some agents send in place of the header. */
  private void addresses(boolean version6, FlowRecord flow) {
    if (byHeader || record.left() < (version6 ? 56 : 32)) {
      return;
    }
    byAddresses = true;
    flow.bytes = record.unsigned();
    flow.packets = 1;
    flow.protocol = record.word() & 0xFF;
    address(version6);
    flow.sourceHigh = record.high;
    flow.sourceLow = record.low;
    address(version6);
    flow.destinationHigh = record.high;
    flow.destinationLow = record.low;
    flow.sourcePort = record.word() & 0xFFFF;
    flow.destinationPort = record.word() & 0xFFFF;
    flow.tcpFlags = record.word() & 0xFF;
    flow.tos = record.word() & 0xFF;
  }

  private void address(boolean version6) {
    if (version6) {
      record.ipv6();
    } else {
      record.ipv4();
    }
  }

  private void vlan(FlowRecord flow) {
    int source = record.word() & VLAN_ID;
    if (flow.vlan == 0 && !record.overrun()) {
      flow.vlan = source;
    }
  }

  private void router(FlowRecord flow) {
    record.address();
    long high = record.high;
    long low = record.low;
    int sourceMask = record.word();
    int destinationMask = record.word();
    if (!record.overrun()) {
      flow.nextHopHigh = high;
      flow.nextHopLow = low;
      flow.sourceMask = mask(sourceMask);
      flow.destinationMask = mask(destinationMask);
    }
  }

  private static int mask(int told) {
    return told >= 0 && told <= 128 ? told : FlowRecord.UNKNOWN;
  }

  /** The destination is the last of the path. */
  private void gateway(FlowRecord flow) {
    record.address();
    record.word(); // the router's own
    long source = record.unsigned();
    record.word(); // the peer that the source is reached by
    if (!record.overrun()) {
      flow.sourceAs = source;
      flow.destinationAs = lastOfPath();
    }
  }

  private long lastOfPath() {
    long last = FlowRecord.UNKNOWN;
    int segments = record.word();
    for (int i = 0; i < segments && !record.overrun(); i++) {
      record.word(); // set or sequence
      int count = record.word();
      for (int j = 0; j < count && record.left() >= 4; j++) {
        last = record.unsigned();
      }
    }
    return last;
  }

  private void translation(FlowRecord flow) {
    record.address();
    flow.natSourceHigh = record.high;
    flow.natSourceLow = record.low;
    record.address();
    flow.natDestinationHigh = record.high;
    flow.natDestinationLow = record.low;
  }

  private void translationPorts(FlowRecord flow) {
    flow.natSourcePort = record.word() & 0xFFFF;
    flow.natDestinationPort = record.word() & 0xFFFF;
  }
}
