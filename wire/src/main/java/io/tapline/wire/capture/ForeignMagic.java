package io.tapline.wire.capture;

/**
 * Files that people take for captures, known by their first four bytes, and what to do with them.
 */
final class ForeignMagic {
  private ForeignMagic() {}

  /** Something to append to "starts with 1f 8b 08 00", or nothing. */
  static String describe(int magic) {
    return switch (magic) {
      case 0x28B52FFD -> ": a zstd file, decompress it first";
      case 0xFD377A58 -> ": an xz file, decompress it first";
      case 0x04224D18 -> ": an lz4 file, decompress it first";
      case 0x504B0304 -> ": a zip file, unpack it first";
      case 0x736E6F6F -> ": a snoop file, convert it first (editcap -F pcapng)";
      default -> byTwoBytes(magic >>> 16);
    };
  }

  private static String byTwoBytes(int magic) {
    return switch (magic) {
      case 0x1F8B -> ": a gzip file, decompress it first";
      case 0x425A -> ": a bzip2 file, decompress it first";
      case 0xCF10, 0x10CF -> ": a flow-tools file, not a capture";
      default -> "";
    };
  }
}
