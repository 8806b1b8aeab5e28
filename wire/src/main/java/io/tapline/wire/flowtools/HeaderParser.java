package io.tapline.wire.flowtools;

import io.tapline.wire.flowtools.FlowToolsException.Reason;
import java.nio.ByteOrder;

/** What every header begins with: magic, byte order and format; then each format's own parser. */
final class HeaderParser {
  /** Bytes that tell how long the header is. */
  static final int PROLOGUE_BYTES = 8;

  private static final int MAGIC_1 = 0xCF;
  private static final int MAGIC_2 = 0x10;
  private static final int LITTLE = 1;
  private static final int BIG = 2;

  private HeaderParser() {}

  /** Whether the bytes begin as a header of a format known here does. */
  static boolean looksLikeHeader(int first, int second, int order, int streamVersion) {
    return first == MAGIC_1
        && second == MAGIC_2
        && (order == LITTLE || order == BIG)
        && (streamVersion == 1 || streamVersion == 3);
  }

  static FlowToolsHeader parse(byte[] bytes) throws FlowToolsException {
    int length = headerLength(bytes);
    if (bytes.length < length) {
      throw truncated(bytes.length, length);
    }
    if (bytes.length > length) {
      throw new FlowToolsException(
          Reason.CORRUPT_HEADER,
          length,
          "The header says that it has %d bytes, and there are %d."
              .formatted(length, bytes.length));
    }
    return bytes[3] == 1
        ? StreamOneHeader.parse(bytes, order(bytes))
        : StreamThreeHeader.parse(bytes, order(bytes));
  }

  /** How long the header is that begins with these bytes: at least {@link #PROLOGUE_BYTES}. */
  static int headerLength(byte[] prologue) throws FlowToolsException {
    if (prologue.length == 0) {
      throw new FlowToolsException(Reason.EMPTY_STREAM, 0, "The stream is empty.");
    }
    checkMagic(prologue);
    if (prologue.length < PROLOGUE_BYTES) {
      throw truncated(prologue.length, PROLOGUE_BYTES);
    }
    return switch (prologue[3]) {
      case 1 -> StreamOneHeader.BYTES;
      case 3 -> StreamThreeHeader.length(new FileBytes(prologue, order(prologue)));
      default ->
          throw new FlowToolsException(
              Reason.UNSUPPORTED_STREAM_VERSION,
              3,
              "Stream format %d is not read, only 1 and 3.".formatted(prologue[3] & 0xFF));
    };
  }

  private static void checkMagic(byte[] bytes) throws FlowToolsException {
    boolean fits =
        (bytes[0] & 0xFF) == MAGIC_1
            && (bytes.length < 2 || bytes[1] == MAGIC_2)
            && (bytes.length < 3 || bytes[2] == LITTLE || bytes[2] == BIG);
    if (!fits) {
      throw new FlowToolsException(
          Reason.UNKNOWN_FORMAT, 0, "The first bytes are not those of a flow-tools stream.");
    }
  }

  private static ByteOrder order(byte[] bytes) {
    return bytes[2] == BIG ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  static FlowToolsException truncated(int present, int expected) {
    return new FlowToolsException(
        Reason.TRUNCATED_HEADER,
        present,
        "The stream ends within its header, after %d of %d bytes.".formatted(present, expected));
  }

  static FlowToolsException unsupportedRecords(int fileOffset, String version) {
    return new FlowToolsException(
        Reason.UNSUPPORTED_RECORD_VERSION,
        fileOffset,
        "Records of export version %s are not known.".formatted(version));
  }
}
