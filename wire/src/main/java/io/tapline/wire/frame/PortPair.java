package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/** Source and destination port, the first four bytes of every transport protocol that has ports. */
final class PortPair {
  /** RFC 9260 section 3.1. */
  static final int SCTP_HEADER_BYTES = 12;

  /** RFC 3828 section 3.1. */
  static final int UDP_LITE_HEADER_BYTES = 8;

  /** RFC 4340 section 5.1, the short form. */
  static final int DCCP_HEADER_BYTES = 12;

  private static final int BYTES = 4;

  private PortPair() {}

  static FrameOutcome decode(FrameView frame, long at, int headerBytes) {
    if (frame.end - at < BYTES) {
      return Transport.cutShort(frame);
    }
    read(frame, at);
    return frame.payloadAt(at + headerBytes);
  }

  static void read(FrameView frame, long at) {
    int ports = BigEndian.int32(frame.bytes, at);
    frame.sourcePort = ports >>> 16;
    frame.destinationPort = ports & 0xFFFF;
  }
}
