package io.tapline.wire.frame;

/** PPPoE session stage (RFC 2516): version, code, session, length, then PPP. */
final class Pppoe {
  private static final int HEADER_BYTES = 6;

  private Pppoe() {}

  static FrameOutcome decode(FrameView frame, long at) {
    if (frame.end - at < HEADER_BYTES) {
      return FrameOutcome.TRUNCATED_LINK;
    }
    return Ppp.decodeProtocol(frame, at + HEADER_BYTES);
  }
}
