package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/** L2TP version 2 (RFC 2661 section 3.1), data messages, which carry PPP. */
final class L2tp {
  private static final int CONTROL = 0x8000;
  private static final int LENGTH = 0x4000;
  private static final int SEQUENCE = 0x0800;
  private static final int OFFSET = 0x0200;
  private static final int RESERVED_AND_VERSION = 0x34FF;
  private static final int VERSION_2 = 2;
  private static final int LARGEST_BYTES = 14;

  private L2tp() {}

  static FrameOutcome decode(FrameView frame, long at, int length) {
    if (frame.end - at < LARGEST_BYTES) {
      return FrameOutcome.CONNECTION;
    }
    int flags = BigEndian.uint16(frame.bytes, at);
    boolean hasLength = (flags & LENGTH) != 0;
    boolean valid =
        (flags & CONTROL) == 0
            && (flags & RESERVED_AND_VERSION) == VERSION_2
            && (!hasLength || BigEndian.uint16(frame.bytes, at + 2) == length);
    if (!valid) {
      return FrameOutcome.CONNECTION;
    }
    long ids = hasLength ? at + 4 : at + 2;
    return Tunnel.ppp(
        frame, TunnelKind.L2TP, BigEndian.uint32(frame.bytes, ids), inside(frame, flags, ids + 4));
  }

  private static long inside(FrameView frame, int flags, long at) {
    long next = (flags & SEQUENCE) != 0 ? at + 4 : at;
    return (flags & OFFSET) != 0 ? next + 2 + BigEndian.uint16(frame.bytes, next) : next;
  }
}
