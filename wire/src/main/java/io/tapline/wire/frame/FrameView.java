package io.tapline.wire.frame;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A flyweight over one captured frame. Reused for every frame; holds no bytes of its own. The
 * getters describe the frame of the last {@link #wrap} and mean something only after {@code
 * CONNECTION}; the segment must stay valid while they are used. For one thread.
 *
 * <p>Addresses are big-endian halves of 128 bits; IPv4 is IPv4-mapped (high 0, low
 * 0x0000FFFFaabbccdd), and what is IPv4-mapped in IPv6 is as {@link
 * io.tapline.wire.address.IpAddresses} says.
 */
public final class FrameView {
  /** VLAN tags, MPLS labels and SNAP headers that are followed, together. */
  public static final int MAXIMUM_TAGS = 8;

  /** IPv6 extension headers that are followed. */
  public static final int MAXIMUM_EXTENSION_HEADERS = 16;

  /** {@link #unsupportedType} of a frame that names none. */
  public static final int NO_TYPE = -1;

  /** {@link #tcpHeaderLength} of a first fragment that ends before the field that says it. */
  public static final int UNKNOWN_TCP_HEADER = -1;

  private static final int MAXIMUM_DATAGRAM_BYTES = 0xFFFF;

  MemorySegment bytes = MemorySegment.NULL;

  /** First byte that is not captured; once the IP header is known, without the padding. */
  long end;

  /** Where the frame ended on the wire. */
  long wireEnd;

  /** Where the IP datagram ended on the wire. */
  long datagramEnd;

  /** Where the IP header says that the datagram ends. */
  long declaredEnd;

  long networkOffset;
  long transportOffset;
  int tags;
  int unsupportedType = NO_TYPE;
  int vlan;
  int ipVersion;
  int protocol;

  /** Protocol in the IP header, or in the fragment header of IPv6. */
  int datagramProtocol;

  long sourceHigh;
  long sourceLow;
  long destinationHigh;
  long destinationLow;
  int sourcePort;
  int destinationPort;
  boolean icmpOneWay;
  int tcpFlags;
  int tcpSequence;
  int tcpAcknowledgement;
  long payloadOffset;
  int payloadCapturedLength;
  int payloadLength;
  Fragment fragment = Fragment.NONE;
  int fragmentId;
  int fragmentOffset;
  int tcpHeaderLength;
  final TunnelStack tunnels = new TunnelStack();
  private final boolean verifiesChecksums;
  private @Nullable FrameView quotation;
  private boolean quotes;
  private boolean isQuotation;

  /** A view that takes checksums as they are. */
  public FrameView() {
    this(false);
  }

  /**
   * @param verifiesChecksums whether a frame with a wrong checksum is {@code BAD_CHECKSUM}, see
   *     {@link Checksums}
   */
  public FrameView(boolean verifiesChecksums) {
    this.verifiesChecksums = verifiesChecksums;
  }

  /**
   * Looks at one frame.
   *
   * @param bytes where the frame lies
   * @param offset of the frame's first byte in {@code bytes}
   * @param capturedLength bytes captured; what lies behind the end of {@code bytes} counts as not
   *     captured
   * @param originalLength bytes on the wire; if less than captured, the captured length counts
   * @param linkType LINKTYPE_ value of the tcpdump group, see {@link LinkTypes}
   */
  public FrameOutcome wrap(
      MemorySegment bytes, long offset, int capturedLength, int originalLength, int linkType) {
    this.bytes = bytes;
    clear();
    if (offset < 0) {
      return FrameOutcome.EMPTY;
    }
    long captured = Math.min(capturedLength, bytes.byteSize() - offset);
    if (captured <= 0) {
      return FrameOutcome.EMPTY;
    }
    end = offset + captured;
    wireEnd = offset + Math.max(originalLength, captured);
    FrameOutcome outcome = LinkTypes.decode(this, offset, linkType);
    return verifiesChecksums ? Checksums.judge(this, outcome) : outcome;
  }

  /**
   * Looks at what follows an IP header that is known from elsewhere; the addresses are 0. The
   * arguments are those of {@link #wrap}, with the version of IP (4 or 6) and the protocol.
   */
  public FrameOutcome wrapIpPayload(
      MemorySegment bytes,
      long offset,
      int capturedLength,
      int originalLength,
      int ipVersion,
      int protocol) {
    this.bytes = bytes;
    clear();
    long captured = Math.min(capturedLength, bytes.byteSize() - offset);
    if (offset < 0 || captured <= 0) {
      return FrameOutcome.EMPTY;
    }
    end = offset + captured;
    wireEnd = offset + Math.max(originalLength, captured);
    sourceHigh = 0;
    sourceLow = 0;
    destinationHigh = 0;
    destinationLow = 0;
    networkOffset = offset;
    this.ipVersion = ipVersion;
    datagramProtocol = protocol;
    datagramEndsAt(wireEnd);
    return Transport.decode(this, protocol, offset);
  }

  private void clear() {
    tags = 0;
    unsupportedType = NO_TYPE;
    vlan = 0;
    tunnels.clear();
    clearTransport();
  }

  /** Forgets what the datagram before has left. */
  void clearTransport() {
    fragment = Fragment.NONE;
    quotes = false;
    sourcePort = 0;
    destinationPort = 0;
    icmpOneWay = false;
    tcpFlags = 0;
    tcpSequence = 0;
    tcpAcknowledgement = 0;
  }

  /** The datagram ends where its header says, or with the frame when that is shorter. */
  void datagramEndsAt(long declaredEnd) {
    this.declaredEnd = declaredEnd;
    datagramEnd = Math.min(declaredEnd, wireEnd);
    end = Math.min(end, datagramEnd);
  }

  /** In a tunnel the datagram must fit into what carries it, if that is whole. */
  boolean datagramFits() {
    return declaredEnd <= wireEnd || tunnels.depth() == 0 || tunnels.isCutByFragmentation();
  }

  /** What follows lies inside of the payload. */
  void insideEndsWithPayload() {
    wireEnd = payloadOffset + payloadLength;
    end = Math.min(end, wireEnd);
    clearTransport();
  }

  /** The payload begins at {@code at} and is no beginning of anything. */
  void unreadablePayloadAt(long at) {
    payloadAt(at);
    payloadCapturedLength = 0;
  }

  /** An ICMP error quotes a datagram at {@code at}, usually no more than its beginning. */
  void quotes(long at) {
    if (isQuotation) {
      return;
    }
    FrameView quoted = quotation;
    if (quoted == null) {
      quoted = new FrameView();
      quoted.isQuotation = true;
      quotation = quoted;
    }
    quotes = quoted.wrapQuotation(this, at);
  }

  private boolean wrapQuotation(FrameView error, long at) {
    bytes = error.bytes;
    clear();
    end = error.end;
    wireEnd = Math.max(end, at + MAXIMUM_DATAGRAM_BYTES);
    return RawIp.decode(this, at) == FrameOutcome.CONNECTION;
  }

  /** The payload begins at {@code at} and goes to the datagram's end. */
  FrameOutcome payloadAt(long at) {
    return payloadAt(at, datagramEnd - at);
  }

  /** The payload begins at {@code at}; never longer than the datagram. */
  FrameOutcome payloadAt(long at, long length) {
    payloadOffset = Math.min(at, end);
    payloadLength = (int) Math.max(0, Math.min(length, datagramEnd - at));
    payloadCapturedLength = (int) Math.min(payloadLength, end - payloadOffset);
    return FrameOutcome.CONNECTION;
  }

  /** The segment of the last {@link #wrap}. */
  public MemorySegment bytes() {
    return bytes;
  }

  /**
   * After UNSUPPORTED_LINK_TYPE the link type; after UNSUPPORTED_NETWORK_PROTOCOL the EtherType, or
   * {@link #NO_TYPE} where another kind of header names the protocol.
   */
  public int unsupportedType() {
    return unsupportedType;
  }

  /** 4 or 6. */
  public int ipVersion() {
    return ipVersion;
  }

  /** IP protocol number, behind the IPv6 extension headers. */
  public int protocol() {
    return protocol;
  }

  /** Source address, first half. */
  public long sourceHigh() {
    return sourceHigh;
  }

  /** Source address, second half. */
  public long sourceLow() {
    return sourceLow;
  }

  /** Destination address, first half. */
  public long destinationHigh() {
    return destinationHigh;
  }

  /** Destination address, second half. */
  public long destinationLow() {
    return destinationLow;
  }

  /**
   * Source port; 0 where the protocol has none. For ICMP and ICMPv6 the message type, so that a
   * request and its reply are the two directions of one connection.
   */
  public int sourcePort() {
    return sourcePort;
  }

  /**
   * Destination port; 0 where the protocol has none. For ICMP and ICMPv6 the type of the answer to
   * this message, or the message code when there is no answer ({@link #icmpOneWay}).
   */
  public int destinationPort() {
    return destinationPort;
  }

  /** An ICMP or ICMPv6 message to which there is no answer, for example destination unreachable. */
  public boolean icmpOneWay() {
    return icmpOneWay;
  }

  /** The eight TCP flags (FIN 1 ... CWR 128); 0 when they were not captured. */
  public int tcpFlags() {
    return tcpFlags;
  }

  /** TCP sequence number as a 32 bit pattern; 0 when not captured. */
  public int tcpSequence() {
    return tcpSequence;
  }

  /** TCP acknowledgement number as a 32 bit pattern; 0 when not captured. */
  public int tcpAcknowledgement() {
    return tcpAcknowledgement;
  }

  /** Where the innermost IP datagram begins, as an offset in {@link #bytes}. */
  public long networkOffset() {
    return networkOffset;
  }

  /** Where the payload begins, as an offset in {@link #bytes}. */
  public long payloadOffset() {
    return payloadOffset;
  }

  /** Where the IP header says that the innermost datagram ends, as an offset in {@link #bytes}. */
  public long declaredEnd() {
    return declaredEnd;
  }

  /** Bytes of payload that can be read at {@link #payloadOffset}. */
  public int payloadCapturedLength() {
    return payloadCapturedLength;
  }

  /** Bytes of payload on the wire, as the IP header says (without padding of the link layer). */
  public int payloadLength() {
    return payloadLength;
  }

  /** The part of its datagram that the frame has; of the innermost datagram. */
  public Fragment fragment() {
    return fragment;
  }

  /** Protocol in the header of IPv4, which the fragments of a datagram have in common. */
  public int datagramProtocol() {
    return datagramProtocol;
  }

  /** Whether the protocol is one that carries others and has no ports: IP in IP, GRE. */
  public boolean hasTunnelProtocol() {
    return Transport.isTunnel(protocol);
  }

  /** What the fragments of a datagram have in common; 16 bits in IPv4, 32 in IPv6. */
  public int fragmentId() {
    return fragmentId;
  }

  /** Bytes of the datagram's payload before this fragment; of fragments only. */
  public int fragmentOffset() {
    return fragmentOffset;
  }

  /**
   * Of fragments of TCP: the header's length where the header goes on in the second fragment, which
   * has the flags if the first ended before them; {@link #UNKNOWN_TCP_HEADER} for such a first one;
   * 0 where the first fragment has all of it, or this one says nothing about it.
   */
  public int tcpHeaderLength() {
    return tcpHeaderLength;
  }

  /**
   * A later fragment has the header's rest: its bytes are no payload, and the number in the first
   * fragment is that of the flags here.
   *
   * @param headerLength of the datagram's TCP header
   */
  public void completeTcpHeader(int headerLength, int sequence) {
    tcpSequence = sequence;
    payloadLength = Math.max(0, payloadLength - Math.max(0, headerLength - fragmentOffset));
  }

  /** Makes the view of a first fragment that of a later one of the same connection. */
  public void becomeLaterFragment(
      int payloadLength, int offset, int tcpHeaderLength, int tcpFlags, int tcpAcknowledgement) {
    fragment = Fragment.LATER;
    fragmentOffset = offset;
    this.payloadLength = payloadLength;
    payloadCapturedLength = 0;
    this.tcpHeaderLength = tcpHeaderLength;
    this.tcpFlags = tcpFlags;
    this.tcpAcknowledgement = tcpAcknowledgement;
  }

  /**
   * A later fragment whose first one had the whole TCP header: what looked like its rest is not.
   */
  public void forgetTcpFlags() {
    tcpFlags = 0;
    tcpAcknowledgement = 0;
  }

  /** The tunnels that the connection lies in. */
  public TunnelStack tunnels() {
    return tunnels;
  }

  /**
   * The connection that an ICMP error quotes: a view with addresses, protocol and ports, in the
   * direction in which the quoted datagram was sent. Null for every other frame, and where the
   * quote is too short or a later fragment. Tunnels in it are not opened.
   */
  public @Nullable FrameView quoted() {
    return quotes ? quotation : null;
  }

  /**
   * Makes the frame one of another connection: a later fragment one of that of the first. Flags,
   * numbers and payload stay.
   */
  public void attributeTo(
      long sourceHigh,
      long sourceLow,
      long destinationHigh,
      long destinationLow,
      int protocol,
      int sourcePort,
      int destinationPort) {
    this.sourceHigh = sourceHigh;
    this.sourceLow = sourceLow;
    this.destinationHigh = destinationHigh;
    this.destinationLow = destinationLow;
    this.protocol = protocol;
    this.sourcePort = sourcePort;
    this.destinationPort = destinationPort;
  }

  /** Id of the outermost VLAN tag (1 to 4095); 0 = none. */
  public int vlan() {
    return vlan;
  }
}
