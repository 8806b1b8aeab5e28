package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/** Cisco HDLC: address, control, EtherType. */
final class CiscoHdlc {
  private static final int PROTOCOL = 2;
  private static final int HEADER_BYTES = 4;
  private static final int FIRST_ETHER_TYPE = 0x0600;

  private CiscoHdlc() {}

  static FrameOutcome decode(FrameView frame, long at) {
    if (frame.end - at < HEADER_BYTES) {
      return FrameOutcome.TRUNCATED_LINK;
    }
    int type = BigEndian.uint16(frame.bytes, at + PROTOCOL);
    return type < FIRST_ETHER_TYPE
        ? FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL
        : EtherType.decode(frame, type, at + HEADER_BYTES);
  }
}
