package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/**
 * Tags that switches put before a frame on their own links: VN-Tag (IEEE 802.1BR), Cisco metadata
 * (draft-smith-kandula-sxp), and the headers that carry a whole frame with addresses of its own,
 * 802.1ah (PBB) and FabricPath. Each counts as one tag.
 */
final class SwitchTags {
  private static final int VN_TAG_BYTES = 4;
  private static final int METADATA_BYTES = 6;
  private static final int SERVICE_INSTANCE_BYTES = 4;
  private static final int FABRIC_PATH_BYTES = 2;
  private static final int TYPE_BYTES = 2;

  private SwitchTags() {}

  static FrameOutcome vnTag(FrameView frame, long at) {
    return typed(frame, at, VN_TAG_BYTES);
  }

  static FrameOutcome ciscoMetadata(FrameView frame, long at) {
    return typed(frame, at, METADATA_BYTES);
  }

  static FrameOutcome providerBackbone(FrameView frame, long at) {
    return whole(frame, at + SERVICE_INSTANCE_BYTES);
  }

  static FrameOutcome fabricPath(FrameView frame, long at) {
    return whole(frame, at + FABRIC_PATH_BYTES);
  }

  /** A header of so many bytes, then the EtherType of what follows. */
  private static FrameOutcome typed(FrameView frame, long at, int bytes) {
    long type = at + bytes;
    if (frame.end - type < TYPE_BYTES) {
      return FrameOutcome.TRUNCATED_LINK;
    }
    return ++frame.tags > FrameView.MAXIMUM_TAGS
        ? FrameOutcome.TOO_MANY_TAGS
        : EtherType.decode(frame, BigEndian.uint16(frame.bytes, type), type + TYPE_BYTES);
  }

  private static FrameOutcome whole(FrameView frame, long at) {
    return ++frame.tags > FrameView.MAXIMUM_TAGS
        ? FrameOutcome.TOO_MANY_TAGS
        : Ethernet.decode(frame, at);
  }
}
