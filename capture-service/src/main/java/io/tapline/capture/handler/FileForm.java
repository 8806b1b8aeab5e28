package io.tapline.capture.handler;

import io.tapline.wire.capture.PcapWriter.Precision;
import io.tapline.wire.frame.LinkTypes;

/** What a handler's files hold. */
public enum FileForm {
  /** Whole frames with their link type and times in nanoseconds. */
  FRAMES,

  /**
   * As AIT's binary stream capturer writes: link type 147 (LINKTYPE_USER0) whatever the source,
   * times in microseconds, and of a datagram the bare payload. Frames of an interface stay whole.
   */
  AIT;

  private static final int FRAMES_SNAP_LENGTH = 262_144;
  private static final int AIT_SNAP_LENGTH = 65_535;
  private static final int UDP = 17;
  private static final int UDP_HEADER_BYTES = 8;
  private static final int IPV4_MIN_BYTES = 20;
  private static final int IPV6_BYTES = 40;
  private static final int IPV4_PROTOCOL = 9;
  private static final int IPV6_NEXT_HEADER = 6;

  /** Link type of the file that such a frame belongs into. */
  int linkType(int link) {
    return this == AIT ? LinkTypes.USER0 : link;
  }

  Precision precision() {
    return this == AIT ? Precision.MICROSECONDS : Precision.NANOSECONDS;
  }

  /** Bytes of a frame that are written at most. */
  int snapLength() {
    return this == AIT ? AIT_SNAP_LENGTH : FRAMES_SNAP_LENGTH;
  }

  /** How many bytes at the beginning of a frame are not written. */
  int skip(byte[] frame, int length, int link) {
    return this == AIT && link == LinkTypes.RAW ? datagramHeaders(frame, length) : 0;
  }

  /** Bytes of the IP and UDP headers; 0 when the frame does not begin with them. */
  private static int datagramHeaders(byte[] frame, int length) {
    if (length < IPV4_MIN_BYTES + UDP_HEADER_BYTES) {
      return 0;
    }
    boolean six = (frame[0] & 0xF0) == 0x60;
    int ip = six ? IPV6_BYTES : (frame[0] & 0x0F) * 4;
    int protocol = frame[six ? IPV6_NEXT_HEADER : IPV4_PROTOCOL];
    return protocol == UDP && length >= ip + UDP_HEADER_BYTES ? ip + UDP_HEADER_BYTES : 0;
  }
}
