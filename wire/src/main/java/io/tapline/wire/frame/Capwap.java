package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/**
 * CAPWAP data (RFC 5415 section 4.3) without DTLS: a frame of IEEE 802.3, or of 802.11 (RFC 5416).
 * Keep-alives and fragments carry no frame that could be opened.
 */
final class Capwap {
  private static final int HEADER_BYTES = 8;
  private static final int LENGTH_SHIFT = 19;
  private static final int LENGTH_MASK = 0x1F;
  private static final int BINDING_SHIFT = 9;
  private static final int BINDING_MASK = 0x1F;
  private static final int IEEE_802_11 = 1;
  private static final int NATIVE = 0x100;
  private static final int FRAGMENT = 0x080;
  private static final int KEEP_ALIVE = 0x008;
  private static final int RESERVED = 0x007;

  private Capwap() {}

  static FrameOutcome decode(FrameView frame, long at) {
    if (frame.end - at < HEADER_BYTES) {
      return FrameOutcome.CONNECTION;
    }
    int first = BigEndian.int32(frame.bytes, at);
    int header = (first >>> LENGTH_SHIFT & LENGTH_MASK) << 2;
    boolean valid =
        first >>> 24 == 0
            && (first & (FRAGMENT | KEEP_ALIVE | RESERVED)) == 0
            && header >= HEADER_BYTES;
    if (!valid) {
      return FrameOutcome.CONNECTION;
    }
    if ((first & NATIVE) == 0) {
      return Tunnel.ethernet(frame, TunnelKind.CAPWAP, TunnelStack.NO_ID, at + header);
    }
    return (first >>> BINDING_SHIFT & BINDING_MASK) == IEEE_802_11
        ? Tunnel.wireless(frame, TunnelKind.CAPWAP, TunnelStack.NO_ID, at + header)
        : FrameOutcome.CONNECTION;
  }
}
