package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;
import io.tapline.wire.bytes.LittleEndian;

/**
 * Radiotap (radiotap.org) before an 802.11 frame: little-endian, fields present as a bit set says.
 */
final class Radiotap {
  private static final int LENGTH = 2;
  private static final int PRESENT = 4;
  private static final int HEADER_BYTES = 8;
  private static final int HAS_TIME = 1;
  private static final int HAS_FLAGS = 1 << 1;
  private static final int MORE_PRESENT = 1 << 31;
  private static final int TIME_BYTES = 8;
  private static final int PADDED = 0x20;

  private Radiotap() {}

  static FrameOutcome decode(FrameView frame, long at) {
    if (frame.end - at < HEADER_BYTES) {
      return FrameOutcome.TRUNCATED_LINK;
    }
    int length = LittleEndian.uint16(frame.bytes, at + LENGTH);
    if (BigEndian.uint8(frame.bytes, at) != 0 || length < HEADER_BYTES) {
      return FrameOutcome.MALFORMED_LINK;
    }
    return frame.end - at < length
        ? FrameOutcome.TRUNCATED_LINK
        : Wireless.decode(frame, at + length, isPadded(frame, at, length));
  }

  private static boolean isPadded(FrameView frame, long at, int length) {
    int present = LittleEndian.int32(frame.bytes, at + PRESENT);
    if ((present & HAS_FLAGS) == 0) {
      return false;
    }
    int field = PRESENT + 4;
    for (int word = present; (word & MORE_PRESENT) != 0 && field + 4 <= length; field += 4) {
      word = LittleEndian.int32(frame.bytes, at + field);
    }
    if ((present & HAS_TIME) != 0) {
      field = (field + TIME_BYTES - 1 & -TIME_BYTES) + TIME_BYTES;
    }
    return field < length && (BigEndian.uint8(frame.bytes, at + field) & PADDED) != 0;
  }
}
