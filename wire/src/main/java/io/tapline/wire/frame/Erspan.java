package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/** Mirrored Ethernet frames in GRE (draft-foschiano-erspan). */
final class Erspan {
  private static final int SESSION_MASK = 0x3FF;
  private static final int TYPE_2_BYTES = 8;
  private static final int TYPE_3_BYTES = 12;
  private static final int TYPE_3_FLAGS = 10;
  private static final int PLATFORM_FOLLOWS = 1;
  private static final int PLATFORM_BYTES = 8;
  private static final int VERSION_2 = 1;
  private static final int VERSION_3 = 2;

  private Erspan() {}

  /** Type I has no header, type II comes with a GRE sequence number. */
  static FrameOutcome decode(FrameView frame, boolean sequence, long at) {
    if (!sequence) {
      return Tunnel.ethernet(frame, TunnelKind.ERSPAN, TunnelStack.NO_ID, at);
    }
    return version(frame, at, TYPE_2_BYTES) == VERSION_2
        ? Tunnel.ethernet(frame, TunnelKind.ERSPAN, session(frame, at), at + TYPE_2_BYTES)
        : FrameOutcome.CONNECTION;
  }

  static FrameOutcome decodeType3(FrameView frame, long at) {
    if (version(frame, at, TYPE_3_BYTES) != VERSION_3) {
      return FrameOutcome.CONNECTION;
    }
    int flags = BigEndian.uint16(frame.bytes, at + TYPE_3_FLAGS);
    long next = at + TYPE_3_BYTES + ((flags & PLATFORM_FOLLOWS) != 0 ? PLATFORM_BYTES : 0);
    return Tunnel.ethernet(frame, TunnelKind.ERSPAN, session(frame, at), next);
  }

  private static int version(FrameView frame, long at, int headerBytes) {
    return frame.end - at < headerBytes ? -1 : BigEndian.uint8(frame.bytes, at) >>> 4;
  }

  private static int session(FrameView frame, long at) {
    return BigEndian.uint16(frame.bytes, at + 2) & SESSION_MASK;
  }
}
