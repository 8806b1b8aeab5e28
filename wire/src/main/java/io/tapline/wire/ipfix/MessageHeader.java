package io.tapline.wire.ipfix;

import io.tapline.wire.bytes.BigEndian;
import java.lang.foreign.MemorySegment;

/**
 * The header of a message. Reused.
 *
 * <pre>
 *   NetFlow v9 (RFC 3954, 5.1)        IPFIX (RFC 7011, 3.1)
 *    0  version = 9, count             0  version = 10, length
 *    4  system uptime, milliseconds    4  export time, seconds
 *    8  export time, seconds           8  sequence: data records
 *   12  sequence: datagrams           12  observation domain
 *   16  source id
 * </pre>
 */
final class MessageHeader {
  private static final int NETFLOW_9_BYTES = 20;
  private static final int IPFIX_BYTES = 16;

  Dialect dialect = Dialect.IPFIX;
  MemorySegment bytes = MemorySegment.NULL;
  long start;

  /** First byte of the first set. */
  long sets;

  /** Where the message ends, or the bytes do. */
  long end;

  long domain;
  long exportSeconds;
  long uptimeMillis;
  int sequence;

  /** The message says that it is longer than the bytes that there are. */
  boolean cut;

  /** Reads the header at {@code at}; false when it is not whole. */
  boolean read(Dialect newDialect, MemorySegment newBytes, long at, long newEnd) {
    dialect = newDialect;
    bytes = newBytes;
    start = at;
    end = newEnd;
    return dialect == Dialect.IPFIX ? ipfix() : netflow9();
  }

  private boolean netflow9() {
    sets = start + NETFLOW_9_BYTES;
    if (end < sets) {
      return false;
    }
    uptimeMillis = BigEndian.uint32(bytes, start + 4);
    exportSeconds = BigEndian.uint32(bytes, start + 8);
    sequence = BigEndian.int32(bytes, start + 12);
    domain = BigEndian.uint32(bytes, start + 16);
    cut = false;
    return true;
  }

  private boolean ipfix() {
    sets = start + IPFIX_BYTES;
    if (end < sets) {
      return false;
    }
    int length = BigEndian.uint16(bytes, start + 2);
    uptimeMillis = 0;
    exportSeconds = BigEndian.uint32(bytes, start + 4);
    sequence = BigEndian.int32(bytes, start + 8);
    domain = BigEndian.uint32(bytes, start + 12);
    cut = start + length > end;
    end = Math.min(end, start + length);
    return length >= IPFIX_BYTES;
  }

  /** NetFlow v9: when the exporter began, milliseconds since the epoch. */
  long bootMillis() {
    return exportSeconds * 1000 - uptimeMillis;
  }
}
