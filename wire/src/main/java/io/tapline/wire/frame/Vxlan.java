package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/**
 * VXLAN (RFC 7348): a flag says that there is a network identifier, and all other bits are reserved
 * or those of extensions, which the receiver ignores. Its generic protocol extension
 * (draft-ietf-nvo3-vxlan-gpe), on a port of its own, names what it carries.
 */
final class Vxlan {
  private static final int HEADER_BYTES = 8;
  private static final int VNI = 4;
  private static final int HAS_VNI = 0x08;
  private static final int VERSION_MASK = 0x30;
  private static final int HAS_NEXT_PROTOCOL = 0x04;
  private static final int NOT_DATA = 0x01;
  private static final int ETHERNET = 3;

  private Vxlan() {}

  static FrameOutcome decode(FrameView frame, long at) {
    return hasVni(frame, at)
        ? Tunnel.ethernet(frame, TunnelKind.VXLAN, vni(frame, at), at + HEADER_BYTES)
        : FrameOutcome.CONNECTION;
  }

  static FrameOutcome decodeGpe(FrameView frame, long at) {
    if (!hasVni(frame, at)) {
      return FrameOutcome.CONNECTION;
    }
    int first = BigEndian.int32(frame.bytes, at);
    int flags = first >>> 24;
    if ((flags & (VERSION_MASK | NOT_DATA)) != 0) {
      return FrameOutcome.CONNECTION;
    }
    int next = (flags & HAS_NEXT_PROTOCOL) != 0 ? first & 0xFF : ETHERNET;
    return Tunnel.next(frame, TunnelKind.VXLAN_GPE, vni(frame, at), next, at + HEADER_BYTES);
  }

  private static boolean hasVni(FrameView frame, long at) {
    return frame.end - at >= HEADER_BYTES && (BigEndian.uint8(frame.bytes, at) & HAS_VNI) != 0;
  }

  private static int vni(FrameView frame, long at) {
    return BigEndian.int32(frame.bytes, at + VNI) >>> 8;
  }
}
