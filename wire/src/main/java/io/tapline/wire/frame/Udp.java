package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/**
 * UDP (RFC 768). The length is that of the whole datagram, so in a first fragment it is larger than
 * the fragment; 0 is allowed in jumbograms (RFC 2675). One that is shorter than the header
 * contradicts the datagram: the ports stay, the payload cannot be told.
 */
final class Udp {
  private static final int LENGTH = 4;
  private static final int HEADER_BYTES = 8;
  private static final int PORTS_BYTES = 4;

  private Udp() {}

  static FrameOutcome decode(FrameView frame, long at) {
    long captured = frame.end - at;
    if (captured < PORTS_BYTES) {
      return Transport.cutShort(frame);
    }
    PortPair.read(frame, at);
    int length = captured < HEADER_BYTES ? 0 : BigEndian.uint16(frame.bytes, at + LENGTH);
    if (frame.datagramEnd - at < HEADER_BYTES) {
      return FrameOutcome.MALFORMED_TRANSPORT;
    }
    if (length != 0 && length < HEADER_BYTES) {
      frame.unreadablePayloadAt(at + HEADER_BYTES);
      return FrameOutcome.CONNECTION;
    }
    if (length == 0) {
      return frame.payloadAt(at + HEADER_BYTES);
    }
    frame.payloadAt(at + HEADER_BYTES, length - HEADER_BYTES);
    return UdpTunnels.decode(frame, at + HEADER_BYTES, length - HEADER_BYTES);
  }
}
