package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/** IEEE 802.2 LLC. Only SNAP with an EtherType (RFC 1042) can carry IP. */
final class Llc {
  private static final int SNAP = 0xAAAA0300;
  private static final int PROTOCOL = 6;
  private static final int SNAP_BYTES = 8;

  private Llc() {}

  static FrameOutcome decode(FrameView frame, long at) {
    boolean snap =
        frame.end - at >= SNAP_BYTES
            && BigEndian.int32(frame.bytes, at) == SNAP
            && BigEndian.uint16(frame.bytes, at + 4) == 0;
    if (!snap) {
      return FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL;
    }
    if (++frame.tags > FrameView.MAXIMUM_TAGS) {
      return FrameOutcome.TOO_MANY_TAGS;
    }
    return EtherType.decode(frame, BigEndian.uint16(frame.bytes, at + PROTOCOL), at + SNAP_BYTES);
  }
}
