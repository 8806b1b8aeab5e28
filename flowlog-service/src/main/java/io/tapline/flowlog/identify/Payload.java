package io.tapline.flowlog.identify;

import io.tapline.wire.frame.FrameView;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A copy of the captured bytes above a frame's transport header, at most {@link #MAX_LENGTH}. Reads
 * outside give -1, never an exception. Reused for all frames.
 */
final class Payload {
  static final int MAX_LENGTH = 1_500;

  private final byte[] bytes = new byte[MAX_LENGTH];
  private int length;
  private int wireLength;
  private int protocol;
  private int sourcePort;
  private int destinationPort;
  private boolean fromClient;

  void of(FrameView frame, boolean sentByClient) {
    length = Math.min(frame.payloadCapturedLength(), MAX_LENGTH);
    MemorySegment.copy(
        frame.bytes(), ValueLayout.JAVA_BYTE, frame.payloadOffset(), bytes, 0, length);
    wireLength = frame.payloadLength();
    protocol = frame.protocol();
    sourcePort = frame.sourcePort();
    destinationPort = frame.destinationPort();
    fromClient = sentByClient;
  }

  int length() {
    return length;
  }

  /** Length on the wire, which may exceed what was captured. */
  int wireLength() {
    return wireLength;
  }

  boolean fromClient() {
    return fromClient;
  }

  boolean isTcp() {
    return protocol == IpProtocols.TCP;
  }

  /** Whether either end has this port. */
  boolean onPort(int port) {
    return sourcePort == port || destinationPort == port;
  }

  /** The byte at an index, or -1 outside. */
  int u8(int at) {
    return at < 0 || at >= length ? -1 : bytes[at] & 0xff;
  }

  /** Two bytes in network order, or -1 outside. */
  int u16(int at) {
    return u8(at + 1) < 0 || at < 0 ? -1 : u8(at) << 8 | u8(at + 1);
  }

  /** Four bytes in network order, or -1 outside. */
  long u32(int at) {
    return u8(at + 3) < 0 || at < 0 ? -1 : (long) u16(at) << 16 | u16(at + 2);
  }

  boolean startsWith(byte[] expected) {
    return hasAt(0, expected);
  }

  boolean hasAt(int at, byte[] expected) {
    if (at < 0 || at + expected.length > length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (u8(at + i) != (expected[i] & 0xff)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Index of a needle in lower case, ASCII letters of the payload taken as lower case; -1 if
   * absent.
   */
  int indexOfIgnoringCase(byte[] needle, int from) {
    for (int at = from; at + needle.length <= length; at++) {
      if (matchesIgnoringCase(at, needle)) {
        return at;
      }
    }
    return -1;
  }

  private boolean matchesIgnoringCase(int at, byte[] needle) {
    for (int i = 0; i < needle.length; i++) {
      if (lower(u8(at + i)) != needle[i]) {
        return false;
      }
    }
    return true;
  }

  static int lower(int letter) {
    return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
  }
}
