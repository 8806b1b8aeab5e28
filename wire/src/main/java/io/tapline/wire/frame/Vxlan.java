package io.tapline.wire.frame;

/** VXLAN (RFC 7348), also with a group policy (draft-smith-vxlan-group-policy). */
final class Vxlan {
  private static final int HEADER_BYTES = 8;
  private static final int VNI = 4;
  private static final int HAS_VNI = 0x08;
  private static final int HAS_GROUP = 0x80;
  private static final int GROUP_MASK = 0x00FF_FFFF;

  private Vxlan() {}

  static FrameOutcome decode(FrameView frame, long at) {
    if (frame.end - at < HEADER_BYTES) {
      return FrameOutcome.CONNECTION;
    }
    int first = Read.int32(frame.bytes, at);
    int second = Read.int32(frame.bytes, at + VNI);
    int flags = first >>> 24;
    boolean plain = flags == HAS_VNI && (first & GROUP_MASK) == 0;
    boolean valid = (plain || flags == (HAS_VNI | HAS_GROUP)) && (second & 0xFF) == 0;
    return valid
        ? Tunnel.ethernet(frame, TunnelKind.VXLAN, second >>> 8, at + HEADER_BYTES)
        : FrameOutcome.CONNECTION;
  }
}
