package io.tapline.wire.exporter;

import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import io.tapline.wire.frame.LinkTypes;
import io.tapline.wire.frame.TunnelStack;
import io.tapline.wire.protocol.IpProtocols;
import java.lang.foreign.MemorySegment;

/**
 * The first bytes of a sampled packet (sFlow's sampled headers, the packet sections of RFC 5477) as
 * a flow of one packet, by way of the frame decoder. A later fragment counts with port 0, because
 * samples are not ordered and its first fragment was most likely not sampled. Reused.
 */
public final class PacketSection {
  /** Value of a link type that no decoder reads. */
  public static final int UNSUPPORTED_LINK = -1;

  /** Value of a length on the wire: as the IP header says. */
  public static final int UNKNOWN_LENGTH = 0;

  /** Longer than any datagram and what is before it. */
  private static final int ANY_LENGTH = 1 << 17;

  private static final int VLAN_ID = 0xFFF;

  private final FrameView view = new FrameView();

  /**
   * Takes a section that begins with a header of the link or network layer.
   *
   * @param captured bytes of the section
   * @param frameLength bytes on the wire, or {@link #UNKNOWN_LENGTH}
   * @param linkType one of {@link LinkTypes}
   * @return whether the packet has a connection; the flow is as it was if not
   */
  public boolean frame(
      MemorySegment bytes, long at, int captured, int frameLength, int linkType, FlowRecord flow) {
    boolean told = frameLength != UNKNOWN_LENGTH;
    int original = told ? frameLength : ANY_LENGTH;
    if (!isConnection(view.wrap(bytes, at, captured, original, linkType))) {
      return false;
    }
    addresses(flow);
    packet(flow, told ? frameLength & 0xFFFF_FFFFL : view.declaredEnd() - at);
    if (view.vlan() != 0) {
      flow.vlan = view.vlan() & VLAN_ID;
    }
    return true;
  }

  /**
   * Takes a section that begins behind the IP header, of which the flow has the addresses and the
   * protocol.
   *
   * @param payloadLength bytes of the IP payload on the wire, or {@link #UNKNOWN_LENGTH}
   * @param ipLength bytes of the datagram on the wire
   * @return whether the packet has a connection; the flow is as it was if not
   */
  public boolean ipPayload(
      MemorySegment bytes,
      long at,
      int captured,
      int payloadLength,
      long ipLength,
      FlowRecord flow) {
    int original = payloadLength == UNKNOWN_LENGTH ? ANY_LENGTH : payloadLength;
    int version = flow.sourceHigh == 0 && flow.destinationHigh == 0 ? 4 : 6;
    FrameOutcome outcome =
        view.wrapIpPayload(bytes, at, captured, original, version, flow.protocol);
    if (!isConnection(outcome)) {
      return false;
    }
    if (view.tunnels().depth() > 0) {
      addresses(flow);
    }
    packet(flow, ipLength);
    return true;
  }

  private void addresses(FlowRecord flow) {
    flow.sourceHigh = view.sourceHigh();
    flow.sourceLow = view.sourceLow();
    flow.destinationHigh = view.destinationHigh();
    flow.destinationLow = view.destinationLow();
  }

  private static boolean isConnection(FrameOutcome outcome) {
    return outcome == FrameOutcome.CONNECTION || outcome == FrameOutcome.FRAGMENT_WITHOUT_PORTS;
  }

  private void packet(FlowRecord flow, long bytes) {
    flow.protocol = view.protocol();
    flow.sourcePort = view.sourcePort();
    flow.destinationPort = hasAnswer() ? 0 : view.destinationPort();
    flow.packets = 1;
    flow.bytes = bytes;
    flow.payloadBytes = view.payloadLength();
    flow.tcpFlags = view.tcpFlags();
    flow.tunnel = tunnel(view.tunnels());
  }

  /** ICMP messages that have an answer have no code but 0. */
  private boolean hasAnswer() {
    return IpProtocols.isIcmp(view.protocol()) && !view.icmpOneWay();
  }

  private static String tunnel(TunnelStack tunnels) {
    if (tunnels.depth() == 0) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (int level = 0; level < tunnels.depth(); level++) {
      text.append(level == 0 ? "" : " > ").append(tunnels.kind(level).label());
      long id = tunnels.id(level);
      if (id != TunnelStack.NO_ID) {
        text.append('/').append(tunnels.kind(level).idText(id));
      }
    }
    return text.toString();
  }
}
