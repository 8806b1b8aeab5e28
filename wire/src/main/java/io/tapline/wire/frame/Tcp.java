package io.tapline.wire.frame;

/** TCP (RFC 9293 section 3.1). Ports alone make a connection; flags and numbers if captured. */
final class Tcp {
  private static final int SEQUENCE = 4;
  private static final int DATA_OFFSET_AND_FLAGS = 12;
  private static final int FLAGS_END = 14;
  private static final int HEADER_BYTES = 20;
  private static final int PORTS_BYTES = 4;
  private static final int FLAGS_MASK = 0xFF;

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
    long numbers = Read.int64(frame.bytes, at + SEQUENCE);
    int offsetAndFlags = Read.unsignedShort(frame.bytes, at + DATA_OFFSET_AND_FLAGS);
    int header = (offsetAndFlags >>> 12) << 2;
    if (header < HEADER_BYTES || header > frame.datagramEnd - at) {
      return FrameOutcome.MALFORMED_TRANSPORT;
    }
    frame.tcpSequence = (int) (numbers >>> 32);
    frame.tcpAcknowledgement = (int) numbers;
    frame.tcpFlags = offsetAndFlags & FLAGS_MASK;
    return frame.payloadAt(at + header);
  }

  private static FrameOutcome withoutFlags(FrameView frame, long at) {
    return frame.datagramEnd - at < HEADER_BYTES
        ? FrameOutcome.MALFORMED_TRANSPORT
        : frame.payloadAt(at + HEADER_BYTES);
  }
}
