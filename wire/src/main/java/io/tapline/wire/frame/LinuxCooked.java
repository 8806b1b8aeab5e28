package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/** Linux cooked captures (tcpdump LINKTYPE_LINUX_SLL and _SLL2): EtherType, no real addresses. */
final class LinuxCooked {
  private static final int PROTOCOL = 14;
  private static final int HEADER_BYTES = 16;
  private static final int VERSION_2_PROTOCOL = 0;
  private static final int VERSION_2_HEADER_BYTES = 20;

  private LinuxCooked() {}

  static FrameOutcome decode(FrameView frame, long at) {
    return decode(frame, at, PROTOCOL, HEADER_BYTES);
  }

  static FrameOutcome decodeVersion2(FrameView frame, long at) {
    return decode(frame, at, VERSION_2_PROTOCOL, VERSION_2_HEADER_BYTES);
  }

  private static FrameOutcome decode(FrameView frame, long at, int protocol, int headerBytes) {
    if (frame.end - at < headerBytes) {
      return FrameOutcome.TRUNCATED_LINK;
    }
    return EtherType.decode(frame, BigEndian.uint16(frame.bytes, at + protocol), at + headerBytes);
  }
}
