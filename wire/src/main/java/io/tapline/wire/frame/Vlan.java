package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/** IEEE 802.1Q and 802.1ad tags: priority and id, then the type of what follows. */
final class Vlan {
  private static final int TYPE = 2;
  private static final int TAG_BYTES = 4;
  private static final int ID_MASK = 0x0FFF;

  private Vlan() {}

  static FrameOutcome decode(FrameView frame, long at) {
    if (frame.end - at < TAG_BYTES) {
      return FrameOutcome.TRUNCATED_LINK;
    }
    if (++frame.tags > FrameView.MAXIMUM_TAGS) {
      return FrameOutcome.TOO_MANY_TAGS;
    }
    if (frame.vlan == 0) {
      frame.vlan = BigEndian.uint16(frame.bytes, at) & ID_MASK;
    }
    return EtherType.decode(frame, BigEndian.uint16(frame.bytes, at + TYPE), at + TAG_BYTES);
  }
}
