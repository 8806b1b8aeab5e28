package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/** Geneve (RFC 8926), version 0; its options are stepped over. */
final class Geneve {
  private static final int HEADER_BYTES = 8;
  private static final int TYPE = 2;
  private static final int VNI = 4;
  private static final int VERSION_AND_RESERVED = 0xC03F;
  private static final int OPTIONS_SHIFT = 8;
  private static final int OPTIONS_MASK = 0x3F;

  /** Control packets carry no data. */
  private static final int CONTROL = 0x0080;

  private Geneve() {}

  static FrameOutcome decode(FrameView frame, long at) {
    if (frame.end - at < HEADER_BYTES) {
      return FrameOutcome.CONNECTION;
    }
    int first = BigEndian.uint16(frame.bytes, at);
    int vni = BigEndian.int32(frame.bytes, at + VNI);
    if ((first & (VERSION_AND_RESERVED | CONTROL)) != 0 || (vni & 0xFF) != 0) {
      return FrameOutcome.CONNECTION;
    }
    int options = (first >>> OPTIONS_SHIFT & OPTIONS_MASK) << 2;
    int type = BigEndian.uint16(frame.bytes, at + TYPE);
    return Tunnel.announced(frame, TunnelKind.GENEVE, vni >>> 8, type, at + HEADER_BYTES + options);
  }
}
