package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;
import io.tapline.wire.protocol.IcmpTypes;
import io.tapline.wire.protocol.IpProtocols;

/** ICMP (RFC 792) and ICMPv6 (RFC 4443): type, code, checksum, four bytes that depend on them. */
final class Icmp {
  private static final int CODE = 1;
  private static final int TYPE_AND_CODE_BYTES = 2;
  private static final int HEADER_BYTES = 8;

  private Icmp() {}

  /**
   * Whether the message quotes the datagram that it is about: unreachable, source quench, redirect,
   * time exceeded, parameter problem; of ICMPv6 also packet too big.
   */
  private static boolean isError(int protocol, int type) {
    return switch (type) {
      case 1, 2 -> protocol == IpProtocols.ICMPV6;
      case 3, 4 -> true;
      case 5, 11, 12 -> protocol == IpProtocols.ICMP;
      default -> false;
    };
  }

  static FrameOutcome decode(FrameView frame, int protocol, long at) {
    if (frame.end - at < TYPE_AND_CODE_BYTES) {
      return Transport.cutShort(frame);
    }
    int type = BigEndian.uint8(frame.bytes, at);
    int counterpart = IcmpTypes.counterpart(protocol, type);
    frame.sourcePort = type;
    frame.icmpOneWay = counterpart == IcmpTypes.NONE;
    frame.destinationPort =
        frame.icmpOneWay ? BigEndian.uint8(frame.bytes, at + CODE) : counterpart;
    if (frame.icmpOneWay && isError(protocol, type)) {
      frame.quotes(at + HEADER_BYTES);
    }
    return frame.payloadAt(at + HEADER_BYTES);
  }
}
