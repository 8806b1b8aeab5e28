package io.tapline.wire.capture;

/** How the value of an option is written; by the type of its block and its code. */
enum OptionKind {
  TEXT,
  BYTE,
  INT,
  LONG,
  TIME,
  PLAIN,
  CUSTOM;

  private static final int CUSTOM_TEXT = 2988;
  private static final int CUSTOM_BYTES = 2989;
  private static final int CUSTOM_TEXT_KEPT = 19372;
  private static final int CUSTOM_BYTES_KEPT = 19373;

  static OptionKind of(int blockType, int code) {
    return switch (code) {
      case PcapngOption.COMMENT -> TEXT;
      case CUSTOM_TEXT, CUSTOM_BYTES, CUSTOM_TEXT_KEPT, CUSTOM_BYTES_KEPT -> CUSTOM;
      default -> ofBlock(blockType, code);
    };
  }

  private static OptionKind ofBlock(int blockType, int code) {
    return switch (blockType) {
      case BlockType.SECTION -> code >= 2 && code <= 4 ? TEXT : PLAIN;
      case BlockType.INTERFACE -> ofInterface(code);
      case BlockType.ENHANCED_PACKET -> ofPacket(code);
      case BlockType.OBSOLETE_PACKET -> code == 2 ? INT : PLAIN;
      case BlockType.NAME_RESOLUTION -> code == 2 ? TEXT : PLAIN;
      case BlockType.INTERFACE_STATISTICS -> ofStatistics(code);
      default -> PLAIN;
    };
  }

  private static OptionKind ofInterface(int code) {
    return switch (code) {
      case 2, 3, 12, 15, 18 -> TEXT;
      case 8, 14, 16, 17 -> LONG;
      case 9, 13 -> BYTE;
      case 10 -> INT;
      default -> PLAIN;
    };
  }

  private static OptionKind ofPacket(int code) {
    return switch (code) {
      case 2, 6 -> INT;
      case 4, 5, 8 -> LONG;
      default -> PLAIN;
    };
  }

  private static OptionKind ofStatistics(int code) {
    return switch (code) {
      case 2, 3 -> TIME;
      case 4, 5, 6, 7, 8 -> LONG;
      default -> PLAIN;
    };
  }
}
