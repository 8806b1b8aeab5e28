package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/** IPv4 (RFC 791). A total length of 0 means that the network card cut the datagram (TSO). */
final class Ipv4 {
  private static final int TOTAL_LENGTH = 2;
  private static final int IDENTIFICATION = 4;
  private static final int FRAGMENT = 6;
  private static final int PROTOCOL = 9;
  private static final int ADDRESSES = 12;
  private static final int HEADER_BYTES = 20;
  private static final int FRAGMENT_OFFSET_MASK = 0x1FFF;
  private static final int FRAGMENTED_MASK = 0x3FFF;
  private static final long MAPPED = 0x0000_FFFF_0000_0000L;

  private Ipv4() {}

  static FrameOutcome decode(FrameView frame, long at) {
    if (frame.end - at < HEADER_BYTES) {
      return FrameOutcome.TRUNCATED_NETWORK;
    }
    int first = BigEndian.uint8(frame.bytes, at);
    int header = (first & 0x0F) << 2;
    int total = BigEndian.uint16(frame.bytes, at + TOTAL_LENGTH);
    if (first >>> 4 != 4 || header < HEADER_BYTES || (total != 0 && total < header)) {
      return FrameOutcome.MALFORMED_NETWORK;
    }
    frame.datagramEndsAt(total == 0 ? frame.wireEnd : at + total);
    addresses(frame, at);
    if (frame.end - at < header) {
      return FrameOutcome.TRUNCATED_NETWORK;
    }
    int fragment = BigEndian.uint16(frame.bytes, at + FRAGMENT) & FRAGMENTED_MASK;
    int protocol = BigEndian.uint8(frame.bytes, at + PROTOCOL);
    return fragment == 0
        ? Transport.decode(frame, protocol, at + header)
        : fragment(frame, fragment, protocol, at, at + header);
  }

  private static FrameOutcome fragment(
      FrameView frame, int fragment, int protocol, long at, long next) {
    frame.datagramProtocol = protocol;
    frame.fragmentId = BigEndian.uint16(frame.bytes, at + IDENTIFICATION);
    frame.fragmentOffset = (fragment & FRAGMENT_OFFSET_MASK) << 3;
    frame.tcpHeaderLength = 0;
    if (frame.fragmentOffset != 0) {
      return Transport.laterFragment(frame, protocol, next);
    }
    frame.fragment = Fragment.FIRST;
    return Transport.decode(frame, protocol, next);
  }

  private static void addresses(FrameView frame, long at) {
    long both = BigEndian.int64(frame.bytes, at + ADDRESSES);
    frame.networkOffset = at;
    frame.ipVersion = 4;
    frame.sourceHigh = 0;
    frame.sourceLow = MAPPED | both >>> 32;
    frame.destinationHigh = 0;
    frame.destinationLow = MAPPED | (both & 0xFFFF_FFFFL);
  }
}
