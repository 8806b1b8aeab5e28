package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/**
 * Network service header (RFC 8300), version 0: its length and the type of what it carries. Counts
 * as one tag.
 */
final class Nsh {
  private static final int SHORTEST_BYTES = 8;
  private static final int VERSION_SHIFT = 14;
  private static final int LENGTH_MASK = 0x3F;
  private static final int NEXT_PROTOCOL = 3;

  private Nsh() {}

  static FrameOutcome decode(FrameView frame, long at) {
    if (frame.end - at < SHORTEST_BYTES) {
      return FrameOutcome.TRUNCATED_LINK;
    }
    int first = BigEndian.uint16(frame.bytes, at);
    int length = (first & LENGTH_MASK) << 2;
    if (first >>> VERSION_SHIFT != 0 || length < SHORTEST_BYTES) {
      return FrameOutcome.MALFORMED_LINK;
    }
    int next = BigEndian.uint8(frame.bytes, at + NEXT_PROTOCOL);
    return ++frame.tags > FrameView.MAXIMUM_TAGS
        ? FrameOutcome.TOO_MANY_TAGS
        : NextProtocol.decode(frame, next, at + length);
  }
}
