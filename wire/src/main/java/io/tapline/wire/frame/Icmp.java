package io.tapline.wire.frame;

import io.tapline.wire.communityid.IcmpTypes;

/** ICMP (RFC 792) and ICMPv6 (RFC 4443): type, code, checksum, four bytes that depend on them. */
final class Icmp {
  private static final int CODE = 1;
  private static final int TYPE_AND_CODE_BYTES = 2;
  private static final int HEADER_BYTES = 8;

  private Icmp() {}

  static FrameOutcome decode(FrameView frame, int protocol, long at) {
    if (frame.end - at < TYPE_AND_CODE_BYTES) {
      return Transport.cutShort(frame);
    }
    int type = Read.unsignedByte(frame.bytes, at);
    int counterpart = IcmpTypes.counterpart(protocol, type);
    frame.sourcePort = type;
    frame.icmpOneWay = counterpart == IcmpTypes.NONE;
    frame.destinationPort =
        frame.icmpOneWay ? Read.unsignedByte(frame.bytes, at + CODE) : counterpart;
    return frame.payloadAt(at + HEADER_BYTES);
  }
}
