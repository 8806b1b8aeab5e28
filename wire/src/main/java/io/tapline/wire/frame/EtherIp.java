package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/** Ethernet in IP (RFC 3378): version 3 and twelve zero bits, then the frame. */
final class EtherIp {
  private static final int VERSION_3 = 0x3000;
  private static final int HEADER_BYTES = 2;

  private EtherIp() {}

  static FrameOutcome decode(FrameView frame, long at) {
    FrameOutcome outer = frame.payloadAt(at);
    boolean valid =
        frame.end - at >= HEADER_BYTES && BigEndian.uint16(frame.bytes, at) == VERSION_3;
    return valid
        ? Tunnel.ethernet(frame, TunnelKind.ETHERIP, TunnelStack.NO_ID, at + HEADER_BYTES)
        : outer;
  }
}
