package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/**
 * IEEE 802.11 data frames (section 9.3.2), then LLC. Of several frames in one (A-MSDU) the first is
 * taken. Some access points send the two bytes of the frame control in the wrong order; a version
 * other than 0 tells.
 */
final class Wireless {
  private static final int VERSION_AND_TYPE = 0x0F;
  private static final int DATA = 0x08;
  private static final int VERSION = 0x03;
  private static final int NO_DATA = 0x40;
  private static final int QOS = 0x80;
  private static final int BOTH_SYSTEMS = 0x03;
  private static final int PROTECTED = 0x40;
  private static final int ORDER = 0x80;
  private static final int AGGREGATED = 0x80;

  private static final int HEADER_BYTES = 24;
  private static final int FOURTH_ADDRESS_BYTES = 6;
  private static final int QOS_BYTES = 2;
  private static final int HT_CONTROL_BYTES = 4;
  private static final int SUBFRAME_HEADER_BYTES = 14;

  private Wireless() {}

  static FrameOutcome decode(FrameView frame, long at) {
    return decode(frame, at, false);
  }

  /** Some drivers fill up the header to a multiple of four bytes. */
  static FrameOutcome decode(FrameView frame, long at, boolean padded) {
    if (frame.end - at < HEADER_BYTES) {
      return FrameOutcome.TRUNCATED_LINK;
    }
    int first = BigEndian.uint8(frame.bytes, at);
    int second = BigEndian.uint8(frame.bytes, at + 1);
    boolean swapped = (first & VERSION) != 0;
    int type = swapped ? second : first;
    int flags = swapped ? first : second;
    if ((type & VERSION) != 0) {
      return FrameOutcome.MALFORMED_LINK;
    }
    if ((type & VERSION_AND_TYPE) != DATA || (type & NO_DATA) != 0) {
      return FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL;
    }
    return (flags & PROTECTED) != 0
        ? FrameOutcome.ENCRYPTED_LINK
        : data(frame, at, type, flags, padded);
  }

  private static FrameOutcome data(FrameView frame, long at, int type, int flags, boolean padded) {
    long next = at + HEADER_BYTES;
    next += (flags & BOTH_SYSTEMS) == BOTH_SYSTEMS ? FOURTH_ADDRESS_BYTES : 0;
    boolean aggregated = false;
    if ((type & QOS) != 0) {
      if (frame.end - next < QOS_BYTES) {
        return FrameOutcome.TRUNCATED_LINK;
      }
      aggregated = (BigEndian.uint8(frame.bytes, next) & AGGREGATED) != 0;
      next += QOS_BYTES + ((flags & ORDER) != 0 ? HT_CONTROL_BYTES : 0);
    }
    next += padded ? -(next - at) & 3 : 0;
    return Llc.decode(frame, aggregated ? next + SUBFRAME_HEADER_BYTES : next);
  }
}
