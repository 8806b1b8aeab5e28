package io.tapline.wire.capture;

import java.lang.foreign.MemorySegment;

/**
 * Reads pcap (draft-ietf-opsawg-pcap): a header of 24 bytes, then records of 16 bytes and a frame.
 */
final class PcapReader extends CaptureReader {
  static final int HEADER_BYTES = 24;
  static final int MICROSECONDS = 0xA1B2C3D4;
  static final int NANOSECONDS = 0xA1B23C4D;

  private static final int LINK_TYPE = 20;
  private static final int LINK_TYPE_MASK = 0xFFFF; // above: length of the frame check sequence

  private static final int FRACTION = 4;
  private static final int CAPTURED_LENGTH = 8;
  private static final int ORIGINAL_LENGTH = 12;
  private static final int RECORD_HEADER_BYTES = 16;

  private final boolean bigEndian;
  private final int nanosPerFraction;

  PcapReader(CaptureFile file) {
    super(file);
    bigEndian = isBigEndian(bytes);
    nanosPerFraction = Fields.int32(bytes, 0, bigEndian) == NANOSECONDS ? 1 : 1000;
    linkType = Fields.int32(bytes, LINK_TYPE, bigEndian) & LINK_TYPE_MASK;
    nextFileOffset = HEADER_BYTES;
  }

  /** Whether four bytes, read in network order, begin a pcap file. */
  static boolean isMagic(int magic) {
    int swapped = Integer.reverseBytes(magic);
    return magic == MICROSECONDS
        || magic == NANOSECONDS
        || swapped == MICROSECONDS
        || swapped == NANOSECONDS;
  }

  static boolean isBigEndian(MemorySegment bytes) {
    int magic = Fields.int32(bytes, 0, true);
    return magic == MICROSECONDS || magic == NANOSECONDS;
  }

  @Override
  boolean advance() {
    long at = nextFileOffset;
    long left = bytes.byteSize() - at - RECORD_HEADER_BYTES;
    if (left < 0) {
      return endOfFile(-left);
    }
    int captured = Fields.int32(bytes, at + CAPTURED_LENGTH, bigEndian);
    if (captured < 0 || captured > MAXIMUM_CAPTURED_BYTES) {
      return corrupt("a frame of %d bytes".formatted(captured & 0xFFFF_FFFFL));
    }
    if (captured > left) {
      return endOfFile(captured - left);
    }
    read(at, captured);
    return true;
  }

  private void read(long at, int captured) {
    offset = at + RECORD_HEADER_BYTES;
    capturedLength = captured;
    originalLength = Math.max(captured, Fields.int32(bytes, at + ORIGINAL_LENGTH, bigEndian));
    timeNanos =
        Fields.unsignedInt(bytes, at, bigEndian) * 1_000_000_000L
            + Fields.unsignedInt(bytes, at + FRACTION, bigEndian) * nanosPerFraction;
    nextFileOffset = offset + captured;
  }

  @Override
  void skipTo(long fileOffset) {
    nextFileOffset = Math.max(HEADER_BYTES, fileOffset);
  }
}
