package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;
import io.tapline.wire.protocol.IpProtocols;

/**
 * The authentication header (RFC 4302) behind IPv4: it hides nothing, so the connection is that of
 * the protocol behind it; where that cannot be read, of the header itself. Behind IPv6 it is one of
 * the {@link Ipv6Extensions}.
 */
final class Authentication {
  private static final int LENGTH = 1;
  private static final int HEADER_BYTES = 12;

  private Authentication() {}

  static FrameOutcome decode(FrameView frame, long at) {
    if (frame.end - at >= HEADER_BYTES) {
      int length = (BigEndian.uint8(frame.bytes, at + LENGTH) + 2) << 2;
      int next = BigEndian.uint8(frame.bytes, at);
      boolean valid = length >= HEADER_BYTES && next != IpProtocols.AH;
      if (valid && Transport.decode(frame, next, at + length) == FrameOutcome.CONNECTION) {
        return FrameOutcome.CONNECTION;
      }
    }
    return itself(frame, at);
  }

  private static FrameOutcome itself(FrameView frame, long at) {
    frame.protocol = IpProtocols.AH;
    frame.sourcePort = 0;
    frame.destinationPort = 0;
    return frame.payloadAt(at);
  }
}
