package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;
import io.tapline.wire.bytes.LittleEndian;

/**
 * Linux netfilter log (tcpdump LINKTYPE_NFLOG): family, version and resource, then attributes of
 * length, type and value. One of them is the IP datagram. The attributes' numbers are in the byte
 * order of the capturing machine, which their small types reveal.
 */
final class Nflog {
  private static final int HEADER_BYTES = 4;
  private static final int VERSION = 1;
  private static final int ATTRIBUTE_BYTES = 4;
  private static final int TYPE = 2;
  private static final int TYPE_MASK = 0x3FFF;
  private static final int LARGEST_TYPE = 0xFF;
  private static final int PAYLOAD = 9;
  private static final int MAXIMUM_ATTRIBUTES = 64;

  private Nflog() {}

  static FrameOutcome decode(FrameView frame, long at) {
    if (frame.end - at < HEADER_BYTES + ATTRIBUTE_BYTES) {
      return FrameOutcome.TRUNCATED_LINK;
    }
    if (BigEndian.uint8(frame.bytes, at + VERSION) != 0) {
      return FrameOutcome.MALFORMED_LINK;
    }
    long first = at + HEADER_BYTES;
    boolean little = LittleEndian.uint16(frame.bytes, first + TYPE) <= LARGEST_TYPE;
    return attributes(frame, first, little);
  }

  private static FrameOutcome attributes(FrameView frame, long at, boolean little) {
    long next = at;
    for (int i = 0; i < MAXIMUM_ATTRIBUTES && frame.end - next >= ATTRIBUTE_BYTES; i++) {
      int length = unsignedShort(frame, next, little);
      int type = unsignedShort(frame, next + TYPE, little) & TYPE_MASK;
      if (length < ATTRIBUTE_BYTES) {
        return FrameOutcome.MALFORMED_LINK;
      }
      if (type == PAYLOAD) {
        return RawIp.decode(frame, next + ATTRIBUTE_BYTES);
      }
      next += length + 3 & ~3;
    }
    return next > frame.end
        ? FrameOutcome.TRUNCATED_LINK
        : FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL;
  }

  private static int unsignedShort(FrameView frame, long at, boolean little) {
    return little ? LittleEndian.uint16(frame.bytes, at) : BigEndian.uint16(frame.bytes, at);
  }
}
