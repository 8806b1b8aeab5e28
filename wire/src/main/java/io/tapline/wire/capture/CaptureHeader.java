package io.tapline.wire.capture;

import io.tapline.wire.bytes.BigEndian;
import io.tapline.wire.bytes.EitherEndian;
import io.tapline.wire.capture.CaptureFormatException.Reason;
import java.lang.foreign.MemorySegment;

/** Tells by its first bytes what a file is, and checks that its header is whole. */
final class CaptureHeader {
  /** Of no format more of a file's beginning is looked at. */
  static final int LONGEST_BYTES = 28;

  private static final int MAGIC_BYTES = 4;
  private static final int SHORTEST_SECTION_BYTES = 28;

  private CaptureHeader() {}

  static CaptureFormat detect(MemorySegment bytes) throws CaptureFormatException {
    if (bytes.byteSize() == 0) {
      throw new CaptureFormatException(Reason.EMPTY_FILE, 0, "The file is empty.");
    }
    if (bytes.byteSize() < MAGIC_BYTES) {
      throw truncated(bytes, MAGIC_BYTES);
    }
    int magic = EitherEndian.int32(bytes, 0, true);
    if (magic == PcapngReader.SECTION_HEADER) {
      checkSection(bytes);
      return CaptureFormat.PCAPNG;
    }
    PcapVariant variant = PcapVariant.of(magic);
    if (variant != null) {
      checkPcap(bytes, variant);
      return CaptureFormat.PCAP;
    }
    throw new CaptureFormatException(Reason.UNKNOWN_FORMAT, 0, unknown(bytes, magic));
  }

  private static void checkPcap(MemorySegment bytes, PcapVariant variant)
      throws CaptureFormatException {
    if (bytes.byteSize() < variant.headerBytes) {
      throw truncated(bytes, variant.headerBytes);
    }
    int major = EitherEndian.uint16(bytes, 4, variant.isBigEndian(bytes));
    if (major != 2) {
      throw unsupportedVersion(4, "pcap", major);
    }
  }

  private static void checkSection(MemorySegment bytes) throws CaptureFormatException {
    if (bytes.byteSize() < SHORTEST_SECTION_BYTES) {
      throw truncated(bytes, SHORTEST_SECTION_BYTES);
    }
    int order = EitherEndian.int32(bytes, 8, true);
    if (order != PcapngReader.BYTE_ORDER
        && order != Integer.reverseBytes(PcapngReader.BYTE_ORDER)) {
      throw new CaptureFormatException(
          Reason.CORRUPT, 8, "The pcapng section header has no byte order magic at byte 8.");
    }
    int major = EitherEndian.uint16(bytes, 12, order == PcapngReader.BYTE_ORDER);
    if (major != 1) {
      throw unsupportedVersion(12, "pcapng", major);
    }
  }

  private static CaptureFormatException truncated(MemorySegment bytes, int needed) {
    return new CaptureFormatException(
        Reason.TRUNCATED_HEADER,
        bytes.byteSize(),
        "The file ends after %d bytes, within its header of %d."
            .formatted(bytes.byteSize(), needed));
  }

  private static CaptureFormatException unsupportedVersion(long at, String format, int major) {
    return new CaptureFormatException(
        Reason.UNSUPPORTED_VERSION,
        at,
        "The file says it is %s version %d, which is not read.".formatted(format, major));
  }

  private static String unknown(MemorySegment bytes, int magic) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < MAGIC_BYTES; i++) {
      hex.append(" %02x".formatted(BigEndian.uint8(bytes, i)));
    }
    return "The file is not a pcap or pcapng capture: it starts with%s%s."
        .formatted(hex, ForeignMagic.describe(magic));
  }
}
