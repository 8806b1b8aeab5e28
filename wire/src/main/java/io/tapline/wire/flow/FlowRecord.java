package io.tapline.wire.flow;

/**
 * One flow as an exporter, a flow file or a log told it: a struct that a decoder fills and reuses.
 * It is valid only during the call that hands it out; never retained. Numbers are as they were
 * told, sampling not yet applied.
 *
 * <p>Addresses are big-endian halves of 128 bits, IPv4 as IPv4-mapped IPv6 ({@code
 * ::ffff:a.b.c.d}); both halves 0 = not told. Names follow the IPFIX information elements (IANA)
 * where there are such. Other fields that were not told are {@link #UNKNOWN}, or an empty text.
 */
public final class FlowRecord {
  /** Value of an optional number that was not told. */
  public static final int UNKNOWN = -1;

  public long sourceHigh;
  public long sourceLow;
  public long destinationHigh;
  public long destinationLow;

  /** 0 to 65535; 0 where the protocol has none; for ICMP and ICMPv6 the message type. */
  public int sourcePort;

  /** 0 to 65535; 0 where the protocol has none; for ICMP and ICMPv6 the message code. */
  public int destinationPort;

  /** IP protocol number, 0 to 255. */
  public int protocol;

  /**
   * First and last packet, nanoseconds since 1970-01-01T00:00:00Z; never the end before the start.
   */
  public long startNanos;

  public long endNanos;

  /** When the exporter says that it sent the record; 0 = not told. */
  public long exportNanos;

  /** When the record was received; of a file's records the file's last change. */
  public long receivedNanos;

  /**
   * Packets and bytes from source to destination; bytes of the IP datagrams unless the format says
   * otherwise.
   */
  public long packets;

  public long bytes;

  /** Bytes above the transport header from source to destination. */
  public long payloadBytes;

  /**
   * Whether the source is the initiator and the reverse counters are told (RFC 5103, Zeek, EVE).
   */
  public boolean biflow;

  /** Whether {@link #bytes} and {@link #reverseBytes} are those above the transport header. */
  public boolean countsPayload;

  /** From destination to source; 0 unless {@link #biflow}. */
  public long reversePackets;

  public long reverseBytes;
  public long reversePayloadBytes;

  /** Union of the TCP flags (FIN 1 ... CWR 128) from the source; 0 when not told. */
  public int tcpFlags;

  public int reverseTcpFlags;

  /** Flows that an aggregating exporter put together (NetFlow v8); 1 otherwise. */
  public long flows;

  /**
   * 1 of so many packets was looked at; 1 = all of them, or nothing speaks of sampling; {@link
   * #UNKNOWN} = packets were sampled at a rate that is not known.
   */
  public long samplingInterval;

  /** Address of the exporter as the record or its datagram tells. */
  public long exporterHigh;

  public long exporterLow;

  /**
   * Observation domain (IPFIX), source id (NetFlow v9), engine type and id (v5: type &lt;&lt; 8 |
   * id), sub-agent (sFlow).
   */
  public long observationDomain;

  /** Type of service or traffic class, 0 to 255. */
  public int tos;

  public int reverseTos;

  /** SNMP index of the interfaces, unsigned 32 bits. */
  public long inputInterface;

  public long outputInterface;

  /** Names of the interfaces ({@code eth0}), where the format tells names; empty = not told. */
  public String inputInterfaceName = "";

  public String outputInterfaceName = "";

  /** Autonomous systems, unsigned 32 bits. */
  public long sourceAs;

  public long destinationAs;

  /** Prefix lengths, 0 to 128. */
  public int sourceMask;

  public int destinationMask;
  public long nextHopHigh;
  public long nextHopLow;

  /** Tags of flow-tools, unsigned 32 bits. */
  public long sourceTag;

  public long destinationTag;

  /** Outermost VLAN id, 1 to 4094; 0 = none. */
  public int vlan;

  /** Addresses and ports behind a translation (post-NAT); both halves 0 = not told. */
  public long natSourceHigh;

  public long natSourceLow;
  public int natSourcePort;
  public long natDestinationHigh;
  public long natDestinationLow;
  public int natDestinationPort;

  /**
   * Where the packets were observed: IPFIX flowDirection (element 61), 0 = as they came in, 1 = as
   * they went out.
   */
  public int flowDirection;

  /** Why the flow ended: IPFIX flowEndReason (element 136), 0 = not told. */
  public int endReason;

  /** Round-trip time of the handshake in nanoseconds. */
  public long rttNanos;

  /** Name of the service, lower case, and the server's host name; empty = not told. */
  public String service = "";

  public String hostname = "";

  /** Zeek's conn_state and history; empty = not told. */
  public String connState = "";

  public String history = "";

  /**
   * What the firewall did, lower case ({@code accept}, {@code drop}, {@code reject}, ...), and its
   * chain or log prefix.
   */
  public String firewallAction = "";

  public String firewallChain = "";

  /** Tunnel that the flow was in, for example {@code vxlan/100}; empty = none. */
  public String tunnel = "";

  /** Everything not told. */
  public void clear() {
    sourceHigh = 0;
    sourceLow = 0;
    destinationHigh = 0;
    destinationLow = 0;
    sourcePort = 0;
    destinationPort = 0;
    protocol = 0;
    startNanos = 0;
    endNanos = 0;
    exportNanos = 0;
    receivedNanos = 0;
    clearCounters();
    exporterHigh = 0;
    exporterLow = 0;
    observationDomain = 0;
    clearPath();
    clearTranslation();
    clearTexts();
  }

  private void clearCounters() {
    packets = 0;
    bytes = 0;
    payloadBytes = UNKNOWN;
    biflow = false;
    countsPayload = false;
    reversePackets = 0;
    reverseBytes = 0;
    reversePayloadBytes = UNKNOWN;
    tcpFlags = 0;
    reverseTcpFlags = 0;
    flows = 1;
    samplingInterval = 1;
    endReason = 0;
    rttNanos = UNKNOWN;
  }

  private void clearPath() {
    tos = UNKNOWN;
    reverseTos = UNKNOWN;
    inputInterface = UNKNOWN;
    outputInterface = UNKNOWN;
    sourceAs = UNKNOWN;
    destinationAs = UNKNOWN;
    sourceMask = UNKNOWN;
    destinationMask = UNKNOWN;
    nextHopHigh = 0;
    nextHopLow = 0;
    sourceTag = UNKNOWN;
    destinationTag = UNKNOWN;
    vlan = 0;
    flowDirection = UNKNOWN;
  }

  private void clearTranslation() {
    natSourceHigh = 0;
    natSourceLow = 0;
    natSourcePort = 0;
    natDestinationHigh = 0;
    natDestinationLow = 0;
    natDestinationPort = 0;
  }

  private void clearTexts() {
    inputInterfaceName = "";
    outputInterfaceName = "";
    service = "";
    hostname = "";
    connState = "";
    history = "";
    firewallAction = "";
    firewallChain = "";
    tunnel = "";
  }
}
