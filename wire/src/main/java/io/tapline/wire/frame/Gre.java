package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/**
 * Generic routing encapsulation: version 0 (RFC 2784, 2890) with any EtherType that carries IP, and
 * version 1 (RFC 2637, PPTP) with PPP. Source routing (RFC 1701) is not opened.
 */
final class Gre {
  private static final int CHECKSUM = 0x8000;
  private static final int KEY = 0x2000;
  private static final int SEQUENCE = 0x1000;
  private static final int ACKNOWLEDGEMENT = 0x0080;
  private static final int VERSION_0_UNUSED = 0x4FFF;
  private static final int VERSION_1_UNUSED = 0xCF78;
  private static final int VERSION_MASK = 0x0007;
  private static final int HEADER_BYTES = 4;
  private static final int FIELD_BYTES = 4;
  private static final int PPP = 0x880B;
  private static final int ERSPAN = 0x88BE;
  private static final int ERSPAN_3 = 0x22EB;

  private Gre() {}

  static FrameOutcome decode(FrameView frame, long at) {
    FrameOutcome outer = frame.payloadAt(at);
    if (frame.end - at < HEADER_BYTES) {
      return outer;
    }
    int flags = BigEndian.uint16(frame.bytes, at);
    int type = BigEndian.uint16(frame.bytes, at + 2);
    if ((flags & VERSION_MASK) == 1) {
      return version1(frame, flags, type, at);
    }
    return (flags & VERSION_0_UNUSED) == 0 ? version0(frame, flags, type, at) : outer;
  }

  private static FrameOutcome version0(FrameView frame, int flags, int type, long at) {
    long next = at + HEADER_BYTES + ((flags & CHECKSUM) != 0 ? FIELD_BYTES : 0);
    long id = TunnelStack.NO_ID;
    if ((flags & KEY) != 0) {
      if (frame.end - next < FIELD_BYTES) {
        return FrameOutcome.CONNECTION;
      }
      id = BigEndian.uint32(frame.bytes, next);
      next += FIELD_BYTES;
    }
    boolean sequence = (flags & SEQUENCE) != 0;
    next += sequence ? FIELD_BYTES : 0;
    return switch (type) {
      case ERSPAN -> Erspan.decode(frame, sequence, next);
      case ERSPAN_3 -> Erspan.decodeType3(frame, next);
      default -> Tunnel.announced(frame, TunnelKind.GRE, id, type, next);
    };
  }

  /** Without a sequence number it is an acknowledgement, which carries nothing. */
  private static FrameOutcome version1(FrameView frame, int flags, int type, long at) {
    boolean carriesPpp =
        (flags & VERSION_1_UNUSED) == 0
            && (flags & KEY) != 0
            && (flags & SEQUENCE) != 0
            && type == PPP;
    if (!carriesPpp || frame.end - at < HEADER_BYTES + FIELD_BYTES) {
      return FrameOutcome.CONNECTION;
    }
    int call = BigEndian.uint16(frame.bytes, at + HEADER_BYTES + 2);
    long next = at + HEADER_BYTES + 2 * FIELD_BYTES;
    next += (flags & ACKNOWLEDGEMENT) != 0 ? FIELD_BYTES : 0;
    return Tunnel.ppp(frame, TunnelKind.PPTP, call, next);
  }
}
