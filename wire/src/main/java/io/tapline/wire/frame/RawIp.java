package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/** IP without a link layer: the version tells which. */
final class RawIp {
  private RawIp() {}

  static FrameOutcome decode(FrameView frame, long at) {
    if (frame.end <= at) {
      return FrameOutcome.TRUNCATED_NETWORK;
    }
    return switch (BigEndian.uint8(frame.bytes, at) >>> 4) {
      case 4 -> Ipv4.decode(frame, at);
      case 6 -> Ipv6.decode(frame, at);
      default -> FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL;
    };
  }
}
