package io.tapline.wire.frame;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.bytes.BigEndian;

/** IPv6 (RFC 8200). A payload length of 0 is a jumbogram or was cut by the network card (TSO). */
final class Ipv6 {
  private static final int PAYLOAD_LENGTH = 4;
  private static final int NEXT_HEADER = 6;
  private static final int SOURCE = 8;
  private static final int DESTINATION = 24;
  private static final int HEADER_BYTES = 40;

  private Ipv6() {}

  static FrameOutcome decode(FrameView frame, long at) {
    if (frame.end - at < HEADER_BYTES) {
      return FrameOutcome.TRUNCATED_NETWORK;
    }
    if (BigEndian.uint8(frame.bytes, at) >>> 4 != 6) {
      return FrameOutcome.MALFORMED_NETWORK;
    }
    int length = BigEndian.uint16(frame.bytes, at + PAYLOAD_LENGTH);
    frame.datagramEndsAt(length == 0 ? frame.wireEnd : at + HEADER_BYTES + length);
    addresses(frame, at);
    int next = BigEndian.uint8(frame.bytes, at + NEXT_HEADER);
    return Ipv6Extensions.decode(frame, next, at + HEADER_BYTES);
  }

  private static void addresses(FrameView frame, long at) {
    frame.networkOffset = at;
    frame.ipVersion = 6;
    frame.sourceHigh = BigEndian.int64(frame.bytes, at + SOURCE);
    frame.sourceLow = BigEndian.int64(frame.bytes, at + SOURCE + 8);
    frame.destinationHigh = BigEndian.int64(frame.bytes, at + DESTINATION);
    frame.destinationLow = BigEndian.int64(frame.bytes, at + DESTINATION + 8);
    if (frame.sourceHigh == 0 || frame.destinationHigh == 0) {
      mapped(frame);
    }
  }

  /** IPv4-mapped addresses stay apart from IPv4. */
  private static void mapped(FrameView frame) {
    frame.sourceHigh = IpAddresses.ofIpv6(frame.sourceHigh, frame.sourceLow);
    frame.destinationHigh = IpAddresses.ofIpv6(frame.destinationHigh, frame.destinationLow);
  }
}
