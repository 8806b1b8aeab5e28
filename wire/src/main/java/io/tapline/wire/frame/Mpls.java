package io.tapline.wire.frame;

/**
 * MPLS label stack (RFC 3032). What follows the last label has no type: IP is guessed by version.
 */
final class Mpls {
  private static final int LABEL_BYTES = 4;
  private static final int BOTTOM_OF_STACK = 0x100;

  private Mpls() {}

  static FrameOutcome decode(FrameView frame, long at) {
    long next = at;
    while (++frame.tags <= FrameView.MAXIMUM_TAGS) {
      if (frame.end - next < LABEL_BYTES) {
        return FrameOutcome.TRUNCATED_LINK;
      }
      int label = Read.int32(frame.bytes, next);
      next += LABEL_BYTES;
      if ((label & BOTTOM_OF_STACK) != 0) {
        return RawIp.decode(frame, next);
      }
    }
    return FrameOutcome.TOO_MANY_TAGS;
  }
}
