package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/**
 * Teredo (RFC 4380 section 5.1.1): IPv6, with authentication and origin indication before it if
 * any. One of the inner addresses is a Teredo or link-local one, and the length is exact. Between
 * peers it has ports of their own: there nothing is before the IPv6 header, and one of the
 * addresses must be a Teredo one.
 */
final class Teredo {
  private static final int AUTHENTICATION = 0x0001;
  private static final int AUTHENTICATION_BYTES = 13;
  private static final int ORIGIN = 0x0000;
  private static final int ORIGIN_BYTES = 8;
  private static final int IPV6_BYTES = 40;
  private static final int PAYLOAD_LENGTH = 4;
  private static final int SOURCE = 8;
  private static final int DESTINATION = 24;
  private static final int PREFIX = 0x2001_0000;
  private static final int LINK_LOCAL = 0xFE80_0000;
  private static final int LINK_LOCAL_MASK = 0xFFC0_0000;

  private Teredo() {}

  static FrameOutcome decode(FrameView frame, long at, int length) {
    long inside = behindIndications(frame, at);
    if (frame.end - inside < IPV6_BYTES) {
      return FrameOutcome.CONNECTION;
    }
    long end = inside + IPV6_BYTES + BigEndian.uint16(frame.bytes, inside + PAYLOAD_LENGTH);
    boolean valid =
        BigEndian.uint8(frame.bytes, inside) >>> 4 == 6
            && end == at + length
            && (isTeredo(frame, inside + SOURCE) || isTeredo(frame, inside + DESTINATION));
    return valid
        ? Tunnel.ip(frame, TunnelKind.TEREDO, TunnelStack.NO_ID, inside)
        : FrameOutcome.CONNECTION;
  }

  /** Whether a look at the addresses is worth it. */
  static boolean mayBeData(FrameView frame, long at) {
    return frame.end - at >= IPV6_BYTES && BigEndian.uint8(frame.bytes, at) >>> 4 == 6;
  }

  /** On any port; {@link #mayBeData} is true. */
  static FrameOutcome decodeData(FrameView frame, long at, int length) {
    boolean valid =
        IPV6_BYTES + BigEndian.uint16(frame.bytes, at + PAYLOAD_LENGTH) == length
            && (BigEndian.int32(frame.bytes, at + SOURCE) == PREFIX
                || BigEndian.int32(frame.bytes, at + DESTINATION) == PREFIX);
    return valid
        ? Tunnel.ip(frame, TunnelKind.TEREDO, TunnelStack.NO_ID, at)
        : FrameOutcome.CONNECTION;
  }

  private static long behindIndications(FrameView frame, long at) {
    long next = at;
    if (frame.end - next >= AUTHENTICATION_BYTES
        && BigEndian.uint16(frame.bytes, next) == AUTHENTICATION) {
      next +=
          AUTHENTICATION_BYTES
              + BigEndian.uint8(frame.bytes, next + 2)
              + BigEndian.uint8(frame.bytes, next + 3);
    }
    boolean origin =
        frame.end - next >= ORIGIN_BYTES && BigEndian.uint16(frame.bytes, next) == ORIGIN;
    return origin ? next + ORIGIN_BYTES : next;
  }

  private static boolean isTeredo(FrameView frame, long at) {
    int prefix = BigEndian.int32(frame.bytes, at);
    return prefix == PREFIX || (prefix & LINK_LOCAL_MASK) == LINK_LOCAL;
  }
}
