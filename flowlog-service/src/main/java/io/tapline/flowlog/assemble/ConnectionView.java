package io.tapline.flowlog.assemble;

/**
 * One connection as it stands in the table: getters that read through. Valid only during the call
 * that hands it out; never retained. Addresses are two big-endian halves of 128 bits, IPv4 as
 * IPv4-mapped IPv6 ({@code ::ffff:a.b.c.d}).
 */
public interface ConnectionView {
  /** Position of the frame that began the connection: with the source's number its identity. */
  long firstFrame();

  /** Time of the earliest frame, nanoseconds since 1970-01-01T00:00:00Z. */
  long startNanos();

  /** Time of the latest frame, nanoseconds since 1970-01-01T00:00:00Z; never before the start. */
  long endNanos();

  CloseReason closeReason();

  /** IP protocol number, 0 to 255. */
  int protocol();

  long clientHigh();

  long clientLow();

  /** 0 to 65535; the type for ICMP; 0 where the protocol has none. */
  int clientPort();

  long serverHigh();

  long serverLow();

  /** 0 to 65535; the code for ICMP; 0 where the protocol has none. */
  int serverPort();

  ClientEvidence clientEvidence();

  long clientPackets();

  /** Bytes of whole frames on the wire, client to server. */
  long clientBytes();

  /** Bytes above the transport header, client to server. */
  long clientPayloadBytes();

  /** Union of the TCP flags that the client sent. */
  int clientTcpFlags();

  long serverPackets();

  long serverBytes();

  long serverPayloadBytes();

  int serverTcpFlags();

  /** Name of the service; {@code unknown} where nothing says which. */
  String service();

  ServiceEvidence serviceEvidence();

  /** Server name from the payload in lower case; empty where none was seen. */
  String hostname();

  ConnState connState();

  /** Zeek's history letters; empty unless TCP. */
  String history();

  /** Round-trip time of the handshake in nanoseconds, or -1 where it was not seen. */
  long rttNanos();

  /** Outermost VLAN id of the first frame, or 0. */
  int vlan();

  /** The tunnel that the connection was in, outermost first; empty = none. */
  default String tunnel() {
    return "";
  }

  /**
   * The ends of the outermost tunnel of captured packets, the smaller address first; both halves 0
   * = none, or not known.
   */
  default long outerFirstHigh() {
    return 0;
  }

  default long outerFirstLow() {
    return 0;
  }

  default long outerSecondHigh() {
    return 0;
  }

  default long outerSecondLow() {
    return 0;
  }

  /**
   * The first ICMP or ICMPv6 error that quoted the connection while it was open: type in the upper,
   * code in the lower 8 of 16 bits; 0 = none. The error's own packets are a row of their own.
   */
  default int icmpError() {
    return 0;
  }

  /** Flow records that reported it; 0 for captured packets, of which the following say nothing. */
  default long flowRecords() {
    return 0;
  }

  /**
   * Counts were multiplied by this; -1 = packets were sampled at a rate that is not known, so that
   * counts are those of the samples.
   */
  default long samplingInterval() {
    return 0;
  }

  /** Address of the exporter; both halves 0 where none is named. */
  default long exporterHigh() {
    return 0;
  }

  default long exporterLow() {
    return 0;
  }

  default long observationDomain() {
    return 0;
  }

  /** What was reported of the client. */
  default EndpointDetails client() {
    return EndpointDetails.NOTHING;
  }

  default EndpointDetails server() {
    return EndpointDetails.NOTHING;
  }

  /** What a firewall did; empty = not reported. */
  default String firewallAction() {
    return "";
  }

  default String firewallChain() {
    return "";
  }
}
