package io.tapline.wire.ipfix;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.flow.FlowRecord;
import org.jspecify.annotations.Nullable;

/** Addresses and ports behind a translation: IPFIX post-NAT elements, NEL, Cisco's NSEL. */
final class TranslationPart implements FlowPart {
  private TranslationPart() {}

  static @Nullable FlowPart of(Presence presence) {
    boolean translated =
        presence.any(
            Slot.NAT_SOURCE_4,
            Slot.NAT_SOURCE_6,
            Slot.NAT_DESTINATION_4,
            Slot.NAT_DESTINATION_6,
            Slot.NAT_SOURCE_PORT,
            Slot.NAT_DESTINATION_PORT);
    return translated ? new TranslationPart() : null;
  }

  @Override
  public void fill(RecordValues values, FlowRecord flow) {
    long source = IpAddresses.ofIpv4OrNone(values.get(Slot.NAT_SOURCE_4));
    flow.natSourceHigh = source != 0 ? 0 : values.get(Slot.NAT_SOURCE_6);
    flow.natSourceLow = source != 0 ? source : values.get(Slot.NAT_SOURCE_6_LOW);
    long destination = IpAddresses.ofIpv4OrNone(values.get(Slot.NAT_DESTINATION_4));
    flow.natDestinationHigh = destination != 0 ? 0 : values.get(Slot.NAT_DESTINATION_6);
    flow.natDestinationLow =
        destination != 0 ? destination : values.get(Slot.NAT_DESTINATION_6_LOW);
    flow.natSourcePort = values.getInt(Slot.NAT_SOURCE_PORT) & 0xFFFF;
    flow.natDestinationPort = values.getInt(Slot.NAT_DESTINATION_PORT) & 0xFFFF;
  }
}
