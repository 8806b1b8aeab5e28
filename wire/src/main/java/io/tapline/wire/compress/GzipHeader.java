package io.tapline.wire.compress;

import java.io.IOException;

/** The header of a gzip member (RFC 1952, section 2.3). */
final class GzipHeader {
  static final int FIXED_BYTES = 10;

  /** The header ends too late or not at all. */
  static final int NONE = -1;

  private static final int METHOD = 2;
  private static final int FLAGS = 3;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 1 << 1;
  private static final int EXTRA = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int COMMENT = 1 << 4;

  private GzipHeader() {}

  static boolean isMember(BufferedInput input) {
    return input.unsignedByte(0) == 0x1F
        && input.unsignedByte(1) == 0x8B
        && input.unsignedByte(METHOD) == DEFLATE;
  }

  /** Bytes of the header whose fixed part is in the buffer. */
  static int length(BufferedInput input) throws IOException {
    int flags = input.unsignedByte(FLAGS);
    int length = extra(input, flags, FIXED_BYTES);
    length = text(input, flags & NAME, length);
    length = text(input, flags & COMMENT, length);
    if (length != NONE && (flags & HEADER_CHECKSUM) != 0) {
      length += Short.BYTES;
    }
    return length != NONE && input.has(length) ? length : NONE;
  }

  private static int extra(BufferedInput input, int flags, int at) throws IOException {
    if ((flags & EXTRA) == 0) {
      return at;
    }
    return input.has(at + Short.BYTES)
        ? at + Short.BYTES + (input.unsignedByte(at) | input.unsignedByte(at + 1) << 8)
        : NONE;
  }

  /** Behind the zero byte that ends a text. */
  private static int text(BufferedInput input, int given, int at) throws IOException {
    if (given == 0 || at == NONE) {
      return at;
    }
    for (int i = at; i < BufferedInput.BUFFER_BYTES && input.has(i + 1); i++) {
      if (input.unsignedByte(i) == 0) {
        return i + 1;
      }
    }
    return NONE;
  }
}
