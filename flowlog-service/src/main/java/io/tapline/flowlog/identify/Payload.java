package io.tapline.flowlog.identify;

import io.tapline.wire.frame.FrameView;
import io.tapline.wire.protocol.IpProtocols;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * A copy of the captured bytes above a frame's transport header, at most {@link #MAX_LENGTH}, or of
 * what was made out of them. Reads outside give -1, never an exception. Reused for all frames.
 */
final class Payload {
  /** Two segments of 1,460 bytes that a network card put together fit. */
  static final int MAX_LENGTH = 3_072;

  private static final int SYN = 0x02;

  private final byte[] bytes;
  private int length;
  private int wireLength;
  private int protocol;
  private int sourcePort;
  private int destinationPort;
  private boolean fromClient;
  private int sequence;
  private int connection;
  private boolean first;

  Payload() {
    this(MAX_LENGTH);
  }

  /** Room for so many bytes. */
  Payload(int capacity) {
    bytes = new byte[capacity];
  }

  /**
   * @param ofConnection number of the connection, for what is kept from one payload to the next
   */
  void of(FrameView frame, boolean sentByClient, boolean isFirst, int ofConnection) {
    length = Math.min(frame.payloadCapturedLength(), MAX_LENGTH);
    MemorySegment.copy(
        frame.bytes(), ValueLayout.JAVA_BYTE, frame.payloadOffset(), bytes, 0, length);
    wireLength = frame.payloadLength();
    protocol = frame.protocol();
    sourcePort = frame.sourcePort();
    destinationPort = frame.destinationPort();
    fromClient = sentByClient;
    sequence = frame.tcpSequence() + ((frame.tcpFlags() & SYN) == 0 ? 0 : 1);
    connection = ofConnection;
    first = isFirst;
  }

  /** Becomes empty, to be filled by {@link #append}. */
  void clear() {
    length = 0;
  }

  /** Adds bytes, as far as there is room. */
  void append(byte[] source, int from, int count) {
    int taken = Math.clamp(count, 0, bytes.length - length);
    System.arraycopy(source, from, bytes, length, taken);
    length += taken;
  }

  /** Gives all bytes to a stream. */
  void copyTo(StreamBytes stream, long offset) {
    stream.put(offset, bytes, 0, length);
  }

  /** Gives some bytes, which must be there, to a stream. */
  void copyTo(StreamBytes stream, long offset, int from, int count) {
    stream.put(offset, bytes, from, count);
  }

  /** Copies bytes, which must be there. */
  void copy(int from, byte[] target, int count) {
    System.arraycopy(bytes, from, target, 0, count);
  }

  int length() {
    return length;
  }

  /** Length on the wire, which may exceed what was captured. */
  int wireLength() {
    return wireLength;
  }

  /** Whether bytes of it are missing, so that what follows does not continue what is there. */
  boolean isCut() {
    return length < wireLength;
  }

  /** TCP's sequence number of the first byte, 32 bits; 0 of other protocols. */
  int sequence() {
    return sequence;
  }

  /** Whether it is the first of its direction in a connection whose beginning was seen. */
  boolean isFirst() {
    return first;
  }

  /** Number of the connection. */
  int connection() {
    return connection;
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

  /** The lower one of the two ports. */
  int lowestPort() {
    return Math.min(sourcePort, destinationPort);
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

  /** Two bytes in little-endian order, or -1 outside. */
  int u16Little(int at) {
    int value = u16(at);
    return value < 0 ? -1 : Short.toUnsignedInt(Short.reverseBytes((short) value));
  }

  /** Four bytes in little-endian order, or -1 outside. */
  long u32Little(int at) {
    long value = u32(at);
    return value < 0 ? -1 : Integer.toUnsignedLong(Integer.reverseBytes((int) value));
  }

  /** A number of variable length (RFC 9000, section 16) at an index, or -1 outside. */
  long variableNumber(int at) {
    int count = variableLength(at);
    if (count < 0 || u8(at + count - 1) < 0) {
      return -1;
    }
    long number = u8(at) & 0x3f;
    for (int i = 1; i < count; i++) {
      number = number << 8 | u8(at + i);
    }
    return number;
  }

  /** How many bytes such a number has: 1, 2, 4 or 8; -1 outside. */
  int variableLength(int at) {
    int first = u8(at);
    return first < 0 ? -1 : 1 << (first >> 6);
  }

  boolean startsWith(byte[] expected) {
    return hasAt(0, expected);
  }

  /** The first byte is compared apart, because most often it decides. */
  boolean hasAt(int at, byte[] expected) {
    int end = at + expected.length;
    return at >= 0
        && end <= length
        && bytes[at] == expected[0]
        && Arrays.equals(bytes, at, end, expected, 0, expected.length);
  }

  /**
   * Index of a needle in lower case, ASCII letters of the payload taken as lower case; -1 if
   * absent.
   */
  int indexOfIgnoringCase(byte[] needle, int from) {
    return indexOfIgnoringCase(needle, from, length);
  }

  /** The same of a needle that begins before {@code end}. */
  int indexOfIgnoringCase(byte[] needle, int from, int end) {
    byte lower = needle[0];
    byte upper = upper(lower);
    int last = Math.min(end - 1, length - needle.length);
    for (int at = from; at <= last; at++) {
      byte letter = bytes[at];
      if ((letter == lower || letter == upper) && matchesIgnoringCase(at, needle)) {
        return at;
      }
    }
    return -1;
  }

  private boolean matchesIgnoringCase(int at, byte[] needle) {
    for (int i = 1; i < needle.length; i++) {
      if (lower(bytes[at + i]) != needle[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte upper(byte letter) {
    return letter >= 'a' && letter <= 'z' ? (byte) (letter - 32) : letter;
  }

  static int lower(int letter) {
    return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
  }
}
