package io.tapline.wire.frame;

import io.tapline.wire.bytes.LittleEndian;

/** Per-Packet Information (CACE): a little-endian header that names the link type that follows. */
final class Ppi {
  private static final int LENGTH = 2;
  private static final int LINK_TYPE = 4;
  private static final int HEADER_BYTES = 8;

  private Ppi() {}

  static FrameOutcome decode(FrameView frame, long at) {
    if (frame.end - at < HEADER_BYTES) {
      return FrameOutcome.TRUNCATED_LINK;
    }
    int length = LittleEndian.uint16(frame.bytes, at + LENGTH);
    int linkType = LittleEndian.int32(frame.bytes, at + LINK_TYPE);
    if (length < HEADER_BYTES || linkType == LinkTypes.PPI) {
      return FrameOutcome.MALFORMED_LINK;
    }
    return frame.end - at < length
        ? FrameOutcome.TRUNCATED_LINK
        : LinkTypes.decode(frame, at + length, linkType);
  }
}
