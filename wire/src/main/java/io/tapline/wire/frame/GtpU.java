package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/**
 * GTP-U (3GPP TS 29.281 section 5), G-PDU messages of version 1. The length of the header must be
 * that of the datagram. GTP-C and GTP' are not tunnels.
 */
final class GtpU {
  private static final int VERSION_1 = 0x30;
  private static final int VERSION_MASK = 0xF8;
  private static final int OPTIONAL_FIELDS = 0x07;
  private static final int EXTENSION = 0x04;
  private static final int G_PDU = 255;
  private static final int LENGTH = 2;
  private static final int TEID = 4;
  private static final int HEADER_BYTES = 8;
  private static final int OPTIONAL_BYTES = 4;
  private static final int MAXIMUM_EXTENSIONS = 8;

  private GtpU() {}

  static FrameOutcome decode(FrameView frame, long at, int length) {
    if (frame.end - at < HEADER_BYTES) {
      return FrameOutcome.CONNECTION;
    }
    int flags = BigEndian.uint8(frame.bytes, at);
    boolean valid =
        (flags & VERSION_MASK) == VERSION_1
            && BigEndian.uint8(frame.bytes, at + 1) == G_PDU
            && BigEndian.uint16(frame.bytes, at + LENGTH) == length - HEADER_BYTES;
    if (!valid) {
      return FrameOutcome.CONNECTION;
    }
    long next = at + HEADER_BYTES + ((flags & OPTIONAL_FIELDS) != 0 ? OPTIONAL_BYTES : 0);
    long inside = (flags & EXTENSION) != 0 ? behindExtensions(frame, next) : next;
    long teid = BigEndian.uint32(frame.bytes, at + TEID);
    return Tunnel.ip(frame, TunnelKind.GTP_U, teid, inside);
  }

  /** Each extension's type is in the byte before it, its length in words in its first byte. */
  private static long behindExtensions(FrameView frame, long at) {
    long next = at;
    for (int i = 0; i < MAXIMUM_EXTENSIONS && next < frame.end; i++) {
      if (BigEndian.uint8(frame.bytes, next - 1) == 0) {
        return next;
      }
      int words = BigEndian.uint8(frame.bytes, next);
      if (words == 0) {
        return frame.end;
      }
      next += (long) words << 2;
    }
    return frame.end;
  }
}
