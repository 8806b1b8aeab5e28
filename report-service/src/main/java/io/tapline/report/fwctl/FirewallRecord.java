package io.tapline.report.fwctl;

import io.tapline.wire.protocol.IpProtocols;

/**
 * A logged packet with the fields of Fwctl::Report; what is not known is empty.
 *
 * @param time TIME, seconds since 1970-01-01T00:00:00Z
 * @param action ACTION: ACCEPT, DENY, REJECT, or what other packet filters write
 * @param device DEVICE, the network device
 * @param interfaceName IF, the Fwctl interface of the device
 * @param chain CHAIN of the packet filter
 * @param protocol PROTO, the protocol's number, 0 to 255
 * @param protocolName PROTO_NAME
 * @param source SRC_IP, SRC_HOST, SRC_IF, SRC_ALIAS, SRC_PORT, SRC_SERV
 * @param destination DST_IP, DST_HOST, DST_IF, DST_ALIAS, DST_PORT, DST_SERV
 */
public record FirewallRecord(
    long time,
    String action,
    String device,
    String interfaceName,
    String chain,
    int protocol,
    String protocolName,
    Endpoint source,
    Endpoint destination) {
  /** Whether the destination port alone is the service: TCP and UDP. */
  public boolean hasPorts() {
    return protocol == IpProtocols.TCP || protocol == IpProtocols.UDP;
  }

  /** For people: {@code tcp(http)}, {@code icmp(Echo:0)}. */
  public String serviceText() {
    String name = protocolName.isEmpty() ? Integer.toString(protocol) : protocolName;
    return hasPorts()
        ? name + "(" + destination.serviceOrPort() + ")"
        : name + "(" + source.serviceOrPort() + ":" + destination.serviceOrPort() + ")";
  }

  /** The line that fwctllog would write, without its end. */
  public String line() {
    return String.join(
        "|",
        Long.toString(time),
        action,
        device,
        interfaceName,
        chain,
        Integer.toString(protocol),
        protocolName,
        side(source),
        side(destination));
  }

  private static String side(Endpoint side) {
    return String.join(
        "|",
        side.ip(),
        side.host(),
        side.interfaceName(),
        side.alias(),
        side.portText(),
        side.service());
  }
}
