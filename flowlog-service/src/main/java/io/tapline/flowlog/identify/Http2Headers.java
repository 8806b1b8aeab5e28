package io.tapline.flowlog.identify;

/**
 * The authority that a client of HTTP/2 without TLS names in its first request: the frames behind
 * the preface (RFC 9113, sections 3.4 and 4.1), and of their header compression (RFC 7541) what
 * such a first block needs: no table is kept.
 */
final class Http2Headers {
  static final byte[] PREFACE = Ascii.bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

  /** No authority yet: the block did not come whole. */
  static final String INCOMPLETE = "?";

  private static final int FRAME_HEADER_LENGTH = 9;
  private static final int HEADERS = 1;
  private static final int PADDED = 0x08;
  private static final int PRIORITY = 0x20;
  private static final int PRIORITY_LENGTH = 5;
  private static final int AUTHORITY = 1;
  private static final int HOST = 38;
  private static final int MAX_FRAMES = 32;
  private static final int MAX_FIELDS = 64;
  private static final int TABLE_SIZE = 0x20;

  private final Payload bytes;
  private int at;

  private Http2Headers(Payload bytes) {
    this.bytes = bytes;
  }

  /** The host; empty when the request has none, {@link #INCOMPLETE} when it is not there yet. */
  static String host(Payload stream) {
    int frame = PREFACE.length;
    for (int i = 0; i < MAX_FRAMES; i++) {
      int low = stream.u8(frame + 2);
      int end = frame + FRAME_HEADER_LENGTH + (stream.u16(frame) << 8 | low);
      if (low < 0 || stream.u8(frame + FRAME_HEADER_LENGTH - 1) < 0) {
        return INCOMPLETE;
      }
      if (stream.u8(frame + 3) == HEADERS) {
        return stream.length() < end ? INCOMPLETE : new Http2Headers(stream).block(frame, end);
      }
      frame = end;
    }
    return "";
  }

  private String block(int frame, int end) {
    int flags = bytes.u8(frame + 4);
    at = frame + FRAME_HEADER_LENGTH;
    at += (flags & PADDED) == 0 ? 0 : 1;
    at += (flags & PRIORITY) == 0 ? 0 : PRIORITY_LENGTH;
    for (int i = 0; i < MAX_FIELDS && at < end; i++) {
      String host = field();
      if (!host.isEmpty()) {
        return host;
      }
    }
    return "";
  }

  /** Reads a field; its value where it is the authority. */
  private String field() {
    int first = bytes.u8(at);
    if ((first & 0x80) != 0) {
      number(7);
      return "";
    }
    if ((first & 0xe0) == TABLE_SIZE) {
      number(5);
      return "";
    }
    int name = number((first & 0x40) != 0 ? 6 : 4);
    if (name == 0) {
      text(false);
    }
    return text(name == AUTHORITY || name == HOST);
  }

  /** An integer with a prefix of so many bits (RFC 7541, section 5.1). */
  private int number(int prefixBits) {
    int most = (1 << prefixBits) - 1;
    int value = bytes.u8(at++) & most;
    if (value < most) {
      return value;
    }
    for (int shift = 0; shift <= 21; shift += 7) {
      int next = bytes.u8(at++);
      value += (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    at = bytes.length();
    return 0;
  }

  /** A string, as a host name where it is one. */
  private String text(boolean wanted) {
    boolean packed = (bytes.u8(at) & 0x80) != 0;
    int length = Math.max(0, number(7));
    int from = at;
    at = Math.min(bytes.length(), from + length);
    if (!wanted || at < from + length) {
      return "";
    }
    Payload plain = packed ? HuffmanText.decode(bytes, from, length) : part(from, length);
    return HostNames.authority(plain, 0);
  }

  private Payload part(int from, int length) {
    byte[] copy = new byte[length];
    bytes.copy(from, copy, length);
    Payload part = new Payload(length);
    part.append(copy, 0, length);
    return part;
  }
}
