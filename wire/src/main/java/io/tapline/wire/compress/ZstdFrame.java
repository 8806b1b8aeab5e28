package io.tapline.wire.compress;

/** What the header of a zstd frame says (RFC 8878, section 3.1.1). */
final class ZstdFrame {
  static final int MAGIC_BYTES = 4;
  static final int SKIPPABLE_HEADER_BYTES = 8;
  static final int BLOCK_HEADER_BYTES = 3;
  static final int MAXIMUM_BLOCK_BYTES = 128 << 10;
  static final int CHECKSUM_BYTES = 4;

  private static final int MAGIC = 0x28B52FFD;
  private static final int SKIPPABLE_FIRST = 0x184D2A50; // little-endian, as are the next 15
  private static final int DESCRIPTOR = 4;
  private static final int SINGLE_SEGMENT = 1 << 5;
  private static final int CHECKSUM = 1 << 2;
  private static final int SMALLEST_WINDOW_LOG = 10;
  private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};
  private static final int[] CONTENT_SIZE_BYTES = {0, 2, 4, 8};

  private ZstdFrame() {}

  static boolean isFrame(int magic) {
    return magic == MAGIC;
  }

  static boolean isSkippable(int magic) {
    return (Integer.reverseBytes(magic) & ~0xF) == SKIPPABLE_FIRST;
  }

  /** Bytes of the header whose magic and descriptor are in the buffer. */
  static int headerBytes(BufferedInput input) {
    int descriptor = input.unsignedByte(DESCRIPTOR);
    int window = isSingleSegment(descriptor) ? 0 : 1;
    return DESCRIPTOR + 1 + window + DICTIONARY_BYTES[descriptor & 3] + contentBytes(descriptor);
  }

  static boolean hasChecksum(BufferedInput input) {
    return (input.unsignedByte(DESCRIPTOR) & CHECKSUM) != 0;
  }

  /** Bytes that must be kept to decode; unsigned. The whole header is in the buffer. */
  static long windowBytes(BufferedInput input) {
    int descriptor = input.unsignedByte(DESCRIPTOR);
    if (isSingleSegment(descriptor)) {
      return contentSize(input, descriptor);
    }
    int window = input.unsignedByte(DESCRIPTOR + 1);
    long base = 1L << (SMALLEST_WINDOW_LOG + (window >> 3));
    return base + (base >> 3) * (window & 7);
  }

  private static long contentSize(BufferedInput input, int descriptor) {
    int at = DESCRIPTOR + 1 + DICTIONARY_BYTES[descriptor & 3];
    long size = 0;
    for (int i = contentBytes(descriptor) - 1; i >= 0; i--) {
      size = size << 8 | input.unsignedByte(at + i);
    }
    return size;
  }

  private static boolean isSingleSegment(int descriptor) {
    return (descriptor & SINGLE_SEGMENT) != 0;
  }

  private static int contentBytes(int descriptor) {
    int flag = descriptor >> 6;
    return flag == 0 && isSingleSegment(descriptor) ? 1 : CONTENT_SIZE_BYTES[flag];
  }
}
