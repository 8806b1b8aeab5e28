package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/**
 * TCP (RFC 9293 section 3.1). Ports alone make a connection; flags and numbers if captured. A first
 * fragment may end within the header (RFC 1858): then the second one has the rest. A header whose
 * length contradicts the datagram keeps its ports, and nothing else of it counts: no host accepts
 * its flags.
 */
final class Tcp {
  private static final int SEQUENCE = 4;
  private static final int DATA_OFFSET_AND_FLAGS = 12;
  private static final int FLAGS_END = 14;
  private static final int HEADER_BYTES = 20;
  private static final int PORTS_BYTES = 4;
  private static final int FLAGS_MASK = 0xFF;

  /** Where the shortest first fragment ends (RFC 1858 section 3). */
  static final int SECOND_FRAGMENT = 8;

  private Tcp() {}

  static FrameOutcome decode(FrameView frame, long at) {
    long captured = frame.end - at;
    if (captured < PORTS_BYTES) {
      return Transport.cutShort(frame);
    }
    PortPair.read(frame, at);
    if (captured < FLAGS_END) {
      return withoutFlags(frame, at);
    }
    long numbers = BigEndian.int64(frame.bytes, at + SEQUENCE);
    int offsetAndFlags = BigEndian.uint16(frame.bytes, at + DATA_OFFSET_AND_FLAGS);
    int header = (offsetAndFlags >>> 12) << 2;
    boolean fits = header <= frame.datagramEnd - at;
    if (header < HEADER_BYTES || (!fits && !beginsHeader(frame, header))) {
      return portsOnly(frame, at + Math.max(header, HEADER_BYTES));
    }
    frame.tcpSequence = (int) (numbers >>> 32);
    frame.tcpAcknowledgement = (int) numbers;
    frame.tcpFlags = offsetAndFlags & FLAGS_MASK;
    return frame.payloadAt(at + header);
  }

  /** Whatever follows the header is no beginning of anything. */
  private static FrameOutcome portsOnly(FrameView frame, long headerEnd) {
    frame.tcpHeaderLength = 0;
    frame.unreadablePayloadAt(headerEnd);
    return FrameOutcome.CONNECTION;
  }

  private static FrameOutcome withoutFlags(FrameView frame, long at) {
    boolean fits = frame.datagramEnd - at >= HEADER_BYTES;
    if (!fits && !beginsHeader(frame, FrameView.UNKNOWN_TCP_HEADER)) {
      return FrameOutcome.MALFORMED_TRANSPORT;
    }
    if (frame.end - at >= SEQUENCE + Integer.BYTES) {
      frame.tcpSequence = BigEndian.int32(frame.bytes, at + SEQUENCE);
    }
    return frame.payloadAt(at + HEADER_BYTES);
  }

  /** Whether the header, of so many bytes, may go on in the next fragment, which is noted. */
  private static boolean beginsHeader(FrameView frame, int header) {
    frame.tcpHeaderLength = header;
    return frame.fragment == Fragment.FIRST;
  }

  /** A second fragment that begins behind the eight bytes with the ports: it has the flags. */
  static void restOfHeader(FrameView frame, long at) {
    if (frame.end - at < FLAGS_END - SECOND_FRAGMENT) {
      return;
    }
    int offsetAndFlags =
        BigEndian.uint16(frame.bytes, at + DATA_OFFSET_AND_FLAGS - SECOND_FRAGMENT);
    int header = (offsetAndFlags >>> 12) << 2;
    if (header >= HEADER_BYTES) {
      frame.tcpHeaderLength = header;
      frame.tcpAcknowledgement = BigEndian.int32(frame.bytes, at);
      frame.tcpFlags = offsetAndFlags & FLAGS_MASK;
    }
  }
}
