package io.tapline.wire.ipfix;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.flow.FlowRecord;
import org.jspecify.annotations.Nullable;

/**
 * PacketLogic counts towards the local host and away from it. The source is the client; which side
 * is local is told by the behaviour ({@code CLIENT_IS_LOCAL}, {@code SERVER_IS_LOCAL}) or by the
 * local host's address; otherwise the client is taken for local.
 */
final class LocalHostPart implements FlowPart {
  private final boolean behavior;

  private LocalHostPart(boolean behavior) {
    this.behavior = behavior;
  }

  static @Nullable FlowPart of(Presence presence) {
    boolean counts =
        presence.any(
            Slot.LOCAL_IN_BYTES,
            Slot.LOCAL_OUT_BYTES,
            Slot.LOCAL_IN_PACKETS,
            Slot.LOCAL_OUT_PACKETS);
    return counts ? new LocalHostPart(presence.has(Slot.BEHAVIOR)) : null;
  }

  @Override
  public void fill(RecordValues values, FlowRecord flow) {
    boolean serverIsLocal = serverIsLocal(values, flow);
    long in = values.get(Slot.LOCAL_IN_BYTES);
    long out = values.get(Slot.LOCAL_OUT_BYTES);
    flow.biflow = true;
    flow.bytes = serverIsLocal ? in : out;
    flow.reverseBytes = serverIsLocal ? out : in;
    long packetsIn = values.get(Slot.LOCAL_IN_PACKETS);
    long packetsOut = values.get(Slot.LOCAL_OUT_PACKETS);
    flow.packets = serverIsLocal ? packetsIn : packetsOut;
    flow.reversePackets = serverIsLocal ? packetsOut : packetsIn;
    services(values, flow, serverIsLocal);
  }

  private static void services(RecordValues values, FlowRecord flow, boolean serverIsLocal) {
    int in = values.getInt(Slot.LOCAL_IN_DSCP);
    int out = values.getInt(Slot.LOCAL_OUT_DSCP);
    if (in >= 0 && out >= 0) {
      flow.tos = (serverIsLocal ? in : out) << 2 & 0xFF;
      flow.reverseTos = (serverIsLocal ? out : in) << 2 & 0xFF;
    }
  }

  private boolean serverIsLocal(RecordValues values, FlowRecord flow) {
    if (behavior) {
      String flags = values.texts.lowerCase(values.bytes, values.get(Slot.BEHAVIOR));
      if (flags.contains("server_is_local") || flags.contains("client_is_local")) {
        return !flags.contains("client_is_local");
      }
    }
    return localAddressIsDestination(values, flow);
  }

  private static boolean localAddressIsDestination(RecordValues values, FlowRecord flow) {
    long local4 = IpAddresses.ofIpv4OrNone(values.get(Slot.LOCAL_4));
    return local4 != 0
        ? local4 == flow.destinationLow && local4 != flow.sourceLow
        : flow.destinationHigh == values.get(Slot.LOCAL_6)
            && flow.destinationLow == values.get(Slot.LOCAL_6_LOW);
  }
}
