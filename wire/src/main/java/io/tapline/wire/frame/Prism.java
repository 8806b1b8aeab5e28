package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/**
 * The header of Prism cards or of AVS before an 802.11 frame. A Prism header has the byte order of
 * the capturing machine, so the smaller of both readings counts; AVS is big-endian.
 */
final class Prism {
  private static final int AVS_MAGIC = 0x8021_1000;
  private static final int AVS_MASK = 0xFFFF_F000;
  private static final int LENGTH = 4;
  private static final int HEADER_BYTES = 8;
  private static final int LARGEST_BYTES = 1024;

  private Prism() {}

  static FrameOutcome decode(FrameView frame, long at) {
    if (frame.end - at < HEADER_BYTES) {
      return FrameOutcome.TRUNCATED_LINK;
    }
    int length = BigEndian.int32(frame.bytes, at + LENGTH);
    if ((BigEndian.int32(frame.bytes, at) & AVS_MASK) != AVS_MAGIC && (length >>> 16) != 0) {
      length = Integer.reverseBytes(length);
    }
    if (length < HEADER_BYTES || length > LARGEST_BYTES) {
      return FrameOutcome.MALFORMED_LINK;
    }
    return frame.end - at < length
        ? FrameOutcome.TRUNCATED_LINK
        : Wireless.decode(frame, at + length);
  }
}
