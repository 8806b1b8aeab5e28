package io.tapline.wire.flowexport;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.flow.FlowRecord;

/** A copy of a flow, with addresses as text. */
public record Flow(
    String source,
    int sourcePort,
    String destination,
    int destinationPort,
    int protocol,
    long startNanos,
    long endNanos,
    long packets,
    long bytes,
    boolean biflow,
    long reversePackets,
    long reverseBytes,
    int tcpFlags,
    int reverseTcpFlags,
    long samplingInterval,
    String exporter,
    long observationDomain,
    int tos,
    long inputInterface,
    long outputInterface,
    long sourceAs,
    long destinationAs,
    int sourceMask,
    int destinationMask,
    String nextHop,
    int vlan,
    String natSource,
    int natSourcePort,
    String natDestination,
    int natDestinationPort,
    int endReason,
    int flowDirection,
    long rttNanos,
    String service,
    String hostname,
    String firewallAction) {
  public static Flow of(FlowRecord flow) {
    return new Flow(
        IpAddresses.format(flow.sourceHigh, flow.sourceLow),
        flow.sourcePort,
        IpAddresses.format(flow.destinationHigh, flow.destinationLow),
        flow.destinationPort,
        flow.protocol,
        flow.startNanos,
        flow.endNanos,
        flow.packets,
        flow.bytes,
        flow.biflow,
        flow.reversePackets,
        flow.reverseBytes,
        flow.tcpFlags,
        flow.reverseTcpFlags,
        flow.samplingInterval,
        IpAddresses.format(flow.exporterHigh, flow.exporterLow),
        flow.observationDomain,
        flow.tos,
        flow.inputInterface,
        flow.outputInterface,
        flow.sourceAs,
        flow.destinationAs,
        flow.sourceMask,
        flow.destinationMask,
        IpAddresses.format(flow.nextHopHigh, flow.nextHopLow),
        flow.vlan,
        IpAddresses.format(flow.natSourceHigh, flow.natSourceLow),
        flow.natSourcePort,
        IpAddresses.format(flow.natDestinationHigh, flow.natDestinationLow),
        flow.natDestinationPort,
        flow.endReason,
        flow.flowDirection,
        flow.rttNanos,
        flow.service,
        flow.hostname,
        flow.firewallAction);
  }

  public String endpoints() {
    return "%s:%d>%s:%d/%d".formatted(source, sourcePort, destination, destinationPort, protocol);
  }
}
