package io.tapline.wire.flowexport;

import io.tapline.wire.bytes.BigEndian;
import io.tapline.wire.netflow.PduFormat;
import java.lang.foreign.MemorySegment;

/**
 * How many bytes an export message has, by what it says itself: IPFIX by its length (RFC 7011,
 * 3.1), NetFlow 1, 5, 6, 7 and 8 by the count of their records, with the zeros that switches send
 * behind some of version 8. NetFlow 9 has no length, and what it counts differs between exporters
 * (RFC 3954, 5.1): it ends where no further set follows, which the header of a message of versions
 * from 5 on never looks like. One whose file ends exactly between its sets cannot be told from a
 * whole one.
 */
public final class MessageLength {
  /** No message begins there. */
  public static final long NONE = -1;

  /** What a datagram can hold. */
  public static final int MAX_BYTES = 65_535;

  private static final int NETFLOW_9 = 9;
  private static final int IPFIX = 10;
  private static final int LENGTH = 2;
  private static final int COUNT = 2;
  private static final int AGGREGATION = 22;
  private static final int NETFLOW_9_HEADER_BYTES = 20;
  private static final int IPFIX_HEADER_BYTES = 16;
  private static final int SET_HEADER_BYTES = 4;
  private static final int NETFLOW_9_OPTIONS_TEMPLATE_SET = 1;
  private static final int IPFIX_OPTIONS_TEMPLATE_SET = 3;
  private static final int FIRST_DATA_SET = 256;

  private MessageLength() {}

  /**
   * Bytes of the message at an offset below the end of the file, or {@link #NONE}. More than there
   * are when the message is cut; then it has at least so many.
   */
  public static long of(MemorySegment file, long at) {
    if (at + 2 * Short.BYTES > file.byteSize()) {
      return 2 * Short.BYTES;
    }
    return switch (BigEndian.uint16(file, at)) {
      case 1 -> records(PduFormat.V1, file, at);
      case 5 -> records(PduFormat.V5, file, at);
      case 6 -> records(PduFormat.V6, file, at);
      case 7 -> records(PduFormat.V7, file, at);
      case 8 -> aggregated(file, at);
      case NETFLOW_9 -> netflow9(file, at);
      case IPFIX -> ipfix(file, at);
      default -> NONE;
    };
  }

  /**
   * Whether a whole message has a record or a set, and its sets, when it has some, end where it
   * does.
   */
  public static boolean isFilled(MemorySegment message) {
    return switch (BigEndian.uint16(message, 0)) {
      case NETFLOW_9 -> hasSets(message, NETFLOW_9_HEADER_BYTES, NETFLOW_9_OPTIONS_TEMPLATE_SET);
      case IPFIX -> hasSets(message, IPFIX_HEADER_BYTES, IPFIX_OPTIONS_TEMPLATE_SET);
      default -> BigEndian.uint16(message, COUNT) > 0;
    };
  }

  private static boolean hasSets(MemorySegment message, long first, int optionsTemplateSet) {
    return message.byteSize() > first
        && endOfSets(message, first, optionsTemplateSet) == message.byteSize();
  }

  private static long records(PduFormat format, MemorySegment file, long at) {
    int count = BigEndian.uint16(file, at + COUNT);
    return count > format.maximumCount()
        ? NONE
        : format.headerBytes() + (long) count * format.recordBytes();
  }

  private static long aggregated(MemorySegment file, long at) {
    if (at + PduFormat.V8_1.headerBytes() > file.byteSize()) {
      return PduFormat.V8_1.headerBytes();
    }
    PduFormat format =
        PduFormat.ofAggregation(
            BigEndian.uint8(file, at + AGGREGATION), BigEndian.uint8(file, at + AGGREGATION + 1));
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
    while (at < end && BigEndian.uint8(file, at) == 0) {
      at++;
    }
    return at < end && at > first ? at - 1 - start : Math.max(at, first) - start;
  }

  private static long ipfix(MemorySegment file, long at) {
    int length = BigEndian.uint16(file, at + LENGTH);
    return length < IPFIX_HEADER_BYTES ? NONE : length;
  }

  private static long netflow9(MemorySegment file, long start) {
    long first = start + NETFLOW_9_HEADER_BYTES;
    long end = endOfSets(file, first, NETFLOW_9_OPTIONS_TEMPLATE_SET);
    if (end == first && BigEndian.uint16(file, start + COUNT) > 0) {
      return end + Short.BYTES <= file.byteSize() ? NONE : end + SET_HEADER_BYTES - start;
    }
    return end - start > MAX_BYTES ? NONE : end - start;
  }

  private static long endOfSets(MemorySegment file, long first, int optionsTemplateSet) {
    long at = first;
    while (at + Short.BYTES <= file.byteSize()
        && isSet(BigEndian.uint16(file, at), optionsTemplateSet)) {
      if (at + SET_HEADER_BYTES > file.byteSize()) {
        return at + SET_HEADER_BYTES;
      }
      int length = BigEndian.uint16(file, at + LENGTH);
      if (length < SET_HEADER_BYTES) {
        break;
      }
      at += length;
    }
    return at;
  }

  /** The id of template sets is the one below that of options templates. */
  private static boolean isSet(int id, int optionsTemplateSet) {
    return id == optionsTemplateSet - 1 || id == optionsTemplateSet || id >= FIRST_DATA_SET;
  }
}
