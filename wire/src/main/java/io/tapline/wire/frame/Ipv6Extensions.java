package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/**
 * IPv6 extension headers (RFC 8200 section 4, RFC 4302): each names the next and its own length.
 */
final class Ipv6Extensions {
  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int AUTHENTICATION = 51;
  private static final int DESTINATION_OPTIONS = 60;

  private static final int LENGTH = 1;
  private static final int FRAGMENT_OFFSET = 2;
  private static final int FRAGMENT_OFFSET_MASK = 0xFFF8;
  private static final int MORE_FRAGMENTS = 1;
  private static final int FRAGMENT_ID = 4;
  private static final int SMALLEST_BYTES = 8;

  private Ipv6Extensions() {}

  static FrameOutcome decode(FrameView frame, int firstHeader, long firstAt) {
    int header = firstHeader;
    long at = firstAt;
    for (int i = 0; i <= FrameView.MAXIMUM_EXTENSION_HEADERS; i++) {
      if (!isExtension(header)) {
        return Transport.decode(frame, header, at);
      }
      if (frame.end - at < SMALLEST_BYTES) {
        return cutShort(frame);
      }
      int next = BigEndian.uint8(frame.bytes, at);
      long nextAt = at + lengthBytes(frame, header, at);
      if (header == FRAGMENT && isLater(frame, at)) {
        return Transport.laterFragment(frame, next, nextAt);
      }
      header = next;
      at = nextAt;
    }
    return FrameOutcome.MALFORMED_NETWORK;
  }

  static boolean isExtension(int header) {
    return switch (header) {
      case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION_OPTIONS -> true;
      default -> false;
    };
  }

  private static int lengthBytes(FrameView frame, int header, long at) {
    int length = BigEndian.uint8(frame.bytes, at + LENGTH);
    return switch (header) {
      case FRAGMENT -> SMALLEST_BYTES;
      case AUTHENTICATION -> (length + 2) << 2;
      default -> (length + 1) << 3;
    };
  }

  /** Notes the fragment. */
  private static boolean isLater(FrameView frame, long at) {
    int offset = BigEndian.uint16(frame.bytes, at + FRAGMENT_OFFSET);
    frame.fragmentId = BigEndian.int32(frame.bytes, at + FRAGMENT_ID);
    frame.fragment = (offset & MORE_FRAGMENTS) != 0 ? Fragment.FIRST : Fragment.NONE;
    frame.fragmentOffset = offset & FRAGMENT_OFFSET_MASK;
    frame.tcpHeaderLength = 0;
    return frame.fragmentOffset != 0;
  }

  private static FrameOutcome cutShort(FrameView frame) {
    return frame.end < frame.datagramEnd
        ? FrameOutcome.TRUNCATED_NETWORK
        : FrameOutcome.MALFORMED_NETWORK;
  }
}
