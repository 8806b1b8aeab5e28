package io.tapline.capture.transform;

import io.tapline.wire.frame.LinkTypes;

/** Where the header of the network layer begins in a frame, and of which protocol it is. */
final class NetworkHeader {
  static final int IPV4 = 0x0800;
  static final int ARP = 0x0806;
  static final int IPV6 = 0x86DD;
  static final int NOT_FOUND = -1;

  private static final int ETHERNET_BYTES = 14;
  private static final int COOKED_BYTES = 16;
  private static final int COOKED_2_BYTES = 20;
  private static final int TAG_BYTES = 4;
  private static final int MAX_TAGS = 8;

  private NetworkHeader() {}

  /** Its offset, or {@link #NOT_FOUND}; within the frame, but nothing of it need be there. */
  static int offset(FrameCopy frame) {
    int offset =
        switch (frame.linkType) {
          case LinkTypes.ETHERNET -> afterTags(frame, ETHERNET_BYTES);
          case LinkTypes.LINUX_COOKED -> afterTags(frame, COOKED_BYTES);
          case LinkTypes.LINUX_COOKED_2 -> COOKED_2_BYTES;
          case LinkTypes.NULL, LinkTypes.LOOP -> 4;
          case LinkTypes.RAW,
              LinkTypes.RAW_BSD,
              LinkTypes.RAW_OPENBSD,
              LinkTypes.IPV4,
              LinkTypes.IPV6 ->
              0;
          default -> NOT_FOUND;
        };
    return offset < frame.length ? offset : NOT_FOUND;
  }

  /** The type of Ethernet, or what the version in the header says where frames have none. */
  static int protocol(FrameCopy frame, int offset) {
    return switch (frame.linkType) {
      case LinkTypes.ETHERNET, LinkTypes.LINUX_COOKED -> frame.int16(offset - 2);
      case LinkTypes.LINUX_COOKED_2 -> frame.int16(0);
      default -> byVersion(frame.octet(offset) >> 4);
    };
  }

  private static int byVersion(int version) {
    return switch (version) {
      case 4 -> IPV4;
      case 6 -> IPV6;
      default -> NOT_FOUND;
    };
  }

  /** Steps over tags of VLANs (IEEE 802.1Q, 802.1ad). */
  private static int afterTags(FrameCopy frame, int headerBytes) {
    int offset = headerBytes;
    for (int tags = 0; tags < MAX_TAGS && offset <= frame.length; tags++) {
      int type = frame.int16(offset - 2);
      if (type != 0x8100 && type != 0x88A8 && type != 0x9100) {
        return offset;
      }
      offset += TAG_BYTES;
    }
    return Integer.MAX_VALUE;
  }
}
