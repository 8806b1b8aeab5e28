package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/** Ethernet II and IEEE 802.3 frames: two addresses, then a type or a length. */
final class Ethernet {
  private static final int TYPE = 12;
  private static final int HEADER_BYTES = 14;

  private Ethernet() {}

  static FrameOutcome decode(FrameView frame, long at) {
    if (frame.end - at < HEADER_BYTES) {
      return FrameOutcome.TRUNCATED_LINK;
    }
    return EtherType.decode(frame, BigEndian.uint16(frame.bytes, at + TYPE), at + HEADER_BYTES);
  }
}
