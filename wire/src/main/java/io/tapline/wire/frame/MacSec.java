package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/** IEEE 802.1AE: a security tag; what follows is readable only when nothing was encrypted. */
final class MacSec {
  private static final int TAG_BYTES = 6;
  private static final int CHANNEL_BYTES = 8;
  private static final int TYPE_BYTES = 2;
  private static final int HAS_CHANNEL = 0x20;
  private static final int ENCRYPTED_OR_CHANGED = 0x0C;

  private MacSec() {}

  static FrameOutcome decode(FrameView frame, long at) {
    if (frame.end - at < TAG_BYTES) {
      return FrameOutcome.TRUNCATED_LINK;
    }
    int control = BigEndian.uint8(frame.bytes, at);
    if ((control & ENCRYPTED_OR_CHANGED) != 0) {
      return FrameOutcome.ENCRYPTED_LINK;
    }
    long next = at + TAG_BYTES + ((control & HAS_CHANNEL) != 0 ? CHANNEL_BYTES : 0);
    if (frame.end - next < TYPE_BYTES) {
      return FrameOutcome.TRUNCATED_LINK;
    }
    if (++frame.tags > FrameView.MAXIMUM_TAGS) {
      return FrameOutcome.TOO_MANY_TAGS;
    }
    return EtherType.decode(frame, BigEndian.uint16(frame.bytes, next), next + TYPE_BYTES);
  }
}
