package io.tapline.capture.importing;

import io.tapline.wire.netflow.PduFormat;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * How many bytes an export message has, by what it says itself: IPFIX by its length (RFC 7011,
 * 3.1), NetFlow 1, 5, 6, 7 and 8 by the count of their records, with the zeros that switches send
 * behind some of version 8. NetFlow 9 has no length, and what it counts differs between exporters
 * (RFC 3954, 5.1): it ends where no further set follows, which the header of a message of versions
 * from 5 on never looks like. One whose file ends exactly between its sets cannot be told from a
 * whole one.
 */
final class MessageLength {
  /** No message begins there. */
  static final long NONE = -1;

  /** What a datagram can hold. */
  static final int MAX_BYTES = 65_535;

  private static final ValueLayout.OfShort UINT16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int AGGREGATION = 22;
  private static final int NETFLOW_9_HEADER_BYTES = 20;
  private static final int IPFIX_HEADER_BYTES = 16;
  private static final int SET_HEADER_BYTES = 4;
  private static final int OPTIONS_TEMPLATE_SET = 1;
  private static final int FIRST_DATA_SET = 256;

  private MessageLength() {}

  /**
   * Bytes of the message at an offset below the end of the file, or {@link #NONE}. More than there
   * are when the message is cut; then it has at least so many.
   */
  static long of(MemorySegment file, long at) {
    if (at + 2 * Short.BYTES > file.byteSize()) {
      return 2 * Short.BYTES;
    }
    return switch (uint16(file, at)) {
      case 1 -> records(PduFormat.V1, file, at);
      case 5 -> records(PduFormat.V5, file, at);
      case 6 -> records(PduFormat.V6, file, at);
      case 7 -> records(PduFormat.V7, file, at);
      case 8 -> aggregated(file, at);
      case 9 -> sets(file, at);
      case 10 -> ipfix(file, at);
      default -> NONE;
    };
  }

  private static long records(PduFormat format, MemorySegment file, long at) {
    int count = uint16(file, at + 2);
    return count > format.maximumCount()
        ? NONE
        : format.headerBytes() + (long) count * format.recordBytes();
  }

  private static long aggregated(MemorySegment file, long at) {
    if (at + PduFormat.V8_1.headerBytes() > file.byteSize()) {
      return PduFormat.V8_1.headerBytes();
    }
    int aggregation = uint16(file, at + AGGREGATION);
    PduFormat format = PduFormat.ofAggregation(aggregation >>> Byte.SIZE, aggregation & 0xFF);
    if (format == null) {
      return NONE;
    }
    long length = records(format, file, at);
    return length != NONE && format.mayBePadded() ? padded(file, at, length) : length;
  }

  /** Zeros up to the next message, which begins with the byte 0 of its version, or to the end. */
  private static long padded(MemorySegment file, long start, long length) {
    long first = start + length;
    long end = Math.min(file.byteSize(), start + MAX_BYTES);
    long at = first;
    while (at < end && file.get(ValueLayout.JAVA_BYTE, at) == 0) {
      at++;
    }
    return at < end && at > first ? at - 1 - start : Math.max(at, first) - start;
  }

  private static long ipfix(MemorySegment file, long at) {
    int length = uint16(file, at + 2);
    return length < IPFIX_HEADER_BYTES ? NONE : length;
  }

  private static long sets(MemorySegment file, long start) {
    long first = start + NETFLOW_9_HEADER_BYTES;
    long end = endOfSets(file, first);
    if (end == first && uint16(file, start + 2) > 0) {
      return end + Short.BYTES <= file.byteSize() ? NONE : end + SET_HEADER_BYTES - start;
    }
    return end - start > MAX_BYTES ? NONE : end - start;
  }

  private static long endOfSets(MemorySegment file, long first) {
    long at = first;
    while (at + Short.BYTES <= file.byteSize() && isSet(uint16(file, at))) {
      if (at + SET_HEADER_BYTES > file.byteSize()) {
        return at + SET_HEADER_BYTES;
      }
      int length = uint16(file, at + 2);
      if (length < SET_HEADER_BYTES) {
        break;
      }
      at += length;
    }
    return at;
  }

  private static boolean isSet(int id) {
    return id <= OPTIONS_TEMPLATE_SET || id >= FIRST_DATA_SET;
  }

  private static int uint16(MemorySegment file, long at) {
    return Short.toUnsignedInt(file.get(UINT16, at));
  }
}
