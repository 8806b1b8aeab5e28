package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/**
 * BSD and OpenBSD loopback: four bytes of address family. The byte order is that of the machine
 * that captured, so both are accepted: families are small numbers.
 */
final class Loopback {
  private static final int HEADER_BYTES = 4;
  private static final int INET = 2;
  private static final int INET6_LINUX = 10;
  private static final int INET6_NETBSD = 24;
  private static final int INET6_FREEBSD = 28;
  private static final int INET6_DARWIN = 30;

  private Loopback() {}

  static FrameOutcome decode(FrameView frame, long at) {
    if (frame.end - at < HEADER_BYTES) {
      return FrameOutcome.TRUNCATED_LINK;
    }
    int family = BigEndian.int32(frame.bytes, at);
    return switch (family >>> 16 == 0 ? family : Integer.reverseBytes(family)) {
      case INET -> Ipv4.decode(frame, at + HEADER_BYTES);
      case INET6_LINUX, INET6_NETBSD, INET6_FREEBSD, INET6_DARWIN ->
          Ipv6.decode(frame, at + HEADER_BYTES);
      default -> FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL;
    };
  }
}
