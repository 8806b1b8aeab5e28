package io.tapline.wire.capture;

/** The numbers of pcapng blocks (section 11.1). */
final class BlockType {
  static final int SECTION = 0x0A0D0D0A;
  static final int INTERFACE = 1;
  static final int OBSOLETE_PACKET = 2;
  static final int SIMPLE_PACKET = 3;
  static final int NAME_RESOLUTION = 4;
  static final int INTERFACE_STATISTICS = 5;
  static final int ENHANCED_PACKET = 6;
  static final int JOURNAL = 9;
  static final int DECRYPTION_SECRETS = 10;
  static final int CUSTOM = 0x0BAD;
  static final int CUSTOM_NOT_COPIED = 0x40000BAD;

  private BlockType() {}
}
