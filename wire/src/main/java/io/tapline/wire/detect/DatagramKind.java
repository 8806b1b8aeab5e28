package io.tapline.wire.detect;

import io.tapline.wire.bytes.BigEndian;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What the payload of one datagram is, by its first bytes. Flow exports begin with a version of 16
 * bits (NetFlow 1, 5 to 9; IPFIX, 10) or 32 bits (sFlow, 5), so their first byte is zero; syslog
 * (RFC 3164, RFC 5424) and lines of firewalls are text.
 */
public enum DatagramKind {
  /** A message of NetFlow, IPFIX or sFlow. */
  FLOW_EXPORT,
  /** A log line. */
  LOG_LINE,
  /** Neither. */
  UNKNOWN;

  private static final int VERSION_BYTES = 4;
  private static final int SFLOW_5 = 5;

  /** A text is judged by so many bytes: the priority, the time and the beginning of a name. */
  private static final int TEXT_BYTES = 32;

  /** The kind of the payload at an offset. */
  public static DatagramKind of(MemorySegment bytes, long offset, int length) {
    if (length >= VERSION_BYTES && isExport(bytes, offset)) {
      return FLOW_EXPORT;
    }
    return isText(bytes, offset, length) ? LOG_LINE : UNKNOWN;
  }

  private static boolean isExport(MemorySegment bytes, long offset) {
    return switch (BigEndian.uint16(bytes, offset)) {
      case 1, 5, 6, 7, 8, 9, 10 -> true;
      case 0 -> BigEndian.int32(bytes, offset) == SFLOW_5;
      default -> false;
    };
  }

  /** Senders may end a line with a NUL byte; bytes above 127 are those of UTF-8. */
  private static boolean isText(MemorySegment bytes, long offset, int length) {
    int judged = Math.min(length, TEXT_BYTES);
    for (int i = 0; i < judged; i++) {
      byte octet = bytes.get(ValueLayout.JAVA_BYTE, offset + i);
      boolean end = octet == 0 && i > 0 && i == length - 1;
      if (!end && !isTextByte(octet)) {
        return false;
      }
    }
    return judged > 0;
  }

  private static boolean isTextByte(byte octet) {
    return octet < 0 || (octet >= ' ' && octet < 127) || (octet >= '\t' && octet <= '\r');
  }
}
