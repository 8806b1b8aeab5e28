package io.tapline.wire.netflow;

import io.tapline.wire.bytes.BigEndian;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Header of a datagram, read in place: a view that is moved from one to the next and allocates
 * nothing. Until {@link #wrap} succeeded, its values mean nothing. For one thread.
 */
public final class PduHeader {
  private static final int COUNT = 2;
  private static final int SYS_UPTIME = 4;
  private static final int UNIX_SECS = 8;
  private static final int UNIX_NSECS = 12;
  private static final int SEQUENCE = 16;
  private static final int ENGINE_TYPE = 20;
  private static final int ENGINE_ID = 21;
  private static final int SAMPLING = 22;
  private static final int AGGREGATION = 22;
  private static final int AGGREGATION_VERSION = 23;
  private static final int SAMPLING_INTERVAL_BITS = 0x3FFF;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private MemorySegment bytes = MemorySegment.NULL;
  private long offset;
  private int length;
  private PduFormat format = PduFormat.V5;

  /**
   * Looks at a datagram. After {@link PduFault#TRUNCATED_RECORDS}, {@link
   * PduFault#TOO_MANY_RECORDS} and {@link PduFault#TRAILING_BYTES} the header can be read, and so
   * can {@link #wholeRecords}.
   *
   * @return null if it is as it should be
   */
  public @Nullable PduFault wrap(MemorySegment newBytes, long newOffset, int newLength) {
    bytes = newBytes;
    offset = newOffset;
    length = newLength;
    if (length < SYS_UPTIME) {
      return PduFault.TRUNCATED_HEADER;
    }
    return switch (version()) {
      case 1 -> check(PduFormat.V1);
      case 5 -> check(PduFormat.V5);
      case 6 -> check(PduFormat.V6);
      case 7 -> check(PduFormat.V7);
      case 8 -> checkAggregated();
      default -> PduFault.UNKNOWN_VERSION;
    };
  }

  private @Nullable PduFault checkAggregated() {
    if (length < PduFormat.V8_1.headerBytes()) {
      return PduFault.TRUNCATED_HEADER;
    }
    PduFormat aggregation = PduFormat.ofAggregation(uint8(AGGREGATION), uint8(AGGREGATION_VERSION));
    return aggregation == null ? PduFault.UNKNOWN_AGGREGATION : check(aggregation);
  }

  private @Nullable PduFault check(PduFormat newFormat) {
    format = newFormat;
    if (length < format.headerBytes()) {
      return PduFault.TRUNCATED_HEADER;
    }
    if (count() > format.maximumCount()) {
      return PduFault.TOO_MANY_RECORDS;
    }
    int rest = length - format.headerBytes() - count() * format.recordBytes();
    if (rest < 0) {
      return PduFault.TRUNCATED_RECORDS;
    }
    return rest > 0 && !format.mayBePadded() ? PduFault.TRAILING_BYTES : null;
  }

  public PduFormat format() {
    return format;
  }

  /** 1, 5, 6, 7 or 8. */
  public int version() {
    return uint16(0);
  }

  /** Records that it says it has. */
  public int count() {
    return uint16(COUNT);
  }

  /** Records that are there: fewer than {@link #count} when it is cut short. */
  public int wholeRecords() {
    return Math.min(count(), (length - format.headerBytes()) / format.recordBytes());
  }

  /** Where a record begins in the segment. */
  public long recordOffset(int index) {
    return offset + format.headerBytes() + (long) index * format.recordBytes();
  }

  /** The router's uptime at export, milliseconds modulo 2^32. */
  public long sysUpTime() {
    return uint32(SYS_UPTIME);
  }

  public long unixSecs() {
    return uint32(UNIX_SECS);
  }

  public long unixNsecs() {
    return uint32(UNIX_NSECS);
  }

  /** When it was exported, nanoseconds since the epoch. */
  public long exportNanos() {
    return unixSecs() * NANOS_PER_SECOND + unixNsecs();
  }

  /** Whether its flows are numbered: version 1 has no sequence. */
  public boolean hasSequence() {
    return format != PduFormat.V1;
  }

  /** Number of its first flow, modulo 2^32; 0 for version 1. */
  public long sequence() {
    return hasSequence() ? uint32(SEQUENCE) : 0;
  }

  /** 0 to 255; 0 for version 1. */
  public int engineType() {
    return hasSequence() ? uint8(ENGINE_TYPE) : 0;
  }

  /** 0 to 255; 0 for version 1. */
  public int engineId() {
    return hasSequence() ? uint8(ENGINE_ID) : 0;
  }

  /** Engine type &lt;&lt; 8 | id. */
  public int engine() {
    return (engineType() << 8) | engineId();
  }

  /** Version 5: one of so many packets was looked at; 1 = all of them. */
  public int samplingInterval() {
    return format == PduFormat.V5 ? Math.max(1, uint16(SAMPLING) & SAMPLING_INTERVAL_BITS) : 1;
  }

  private int uint8(int at) {
    return BigEndian.uint8(bytes, offset + at);
  }

  private int uint16(int at) {
    return BigEndian.uint16(bytes, offset + at);
  }

  private long uint32(int at) {
    return BigEndian.uint32(bytes, offset + at);
  }
}
