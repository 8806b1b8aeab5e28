package io.tapline.wire.capture;

import io.tapline.wire.bytes.EitherEndian;

/**
 * Reads pcap (draft-ietf-opsawg-pcap): a header of 24 bytes, then records of 16 bytes and a frame;
 * and its variants, whose headers are longer.
 */
final class PcapReader extends CaptureReader {
  private static final int LINK_TYPE = 20;
  private static final int LINK_TYPE_MASK = 0xFFFF; // above: length of the frame check sequence

  private static final int FRACTION = 4;
  private static final int CAPTURED_LENGTH = 8;
  private static final int ORIGINAL_LENGTH = 12;

  private final boolean bigEndian;
  private final int headerBytes;
  private final int recordHeaderBytes;
  private final int nanosPerFraction;

  PcapReader(CaptureFile file, PcapVariant variant) {
    super(file);
    bigEndian = variant.isBigEndian(file.head());
    headerBytes = variant.headerBytes;
    recordHeaderBytes = variant.recordHeaderBytes;
    nanosPerFraction = variant.nanosPerFraction;
    linkType = EitherEndian.int32(file.head(), LINK_TYPE, bigEndian) & LINK_TYPE_MASK;
    moveTo(headerBytes);
  }

  @Override
  boolean advance() {
    if (!require(recordHeaderBytes)) {
      return false;
    }
    int captured = EitherEndian.int32(bytes, next + CAPTURED_LENGTH, bigEndian);
    if (captured < 0 || captured > MAXIMUM_CAPTURED_BYTES) {
      return corrupt("a frame of %d bytes".formatted(captured & 0xFFFF_FFFFL));
    }
    if (!require(recordHeaderBytes + captured)) {
      return false;
    }
    read(next, captured);
    return true;
  }

  private void read(long at, int captured) {
    offset = at + recordHeaderBytes;
    capturedLength = captured;
    originalLength = Math.max(captured, EitherEndian.int32(bytes, at + ORIGINAL_LENGTH, bigEndian));
    timeNanos =
        EitherEndian.uint32(bytes, at, bigEndian) * 1_000_000_000L
            + EitherEndian.uint32(bytes, at + FRACTION, bigEndian) * nanosPerFraction;
    next = offset + captured;
  }

  @Override
  void skipTo(long fileOffset) {
    moveTo(Math.max(headerBytes, fileOffset));
  }
}
