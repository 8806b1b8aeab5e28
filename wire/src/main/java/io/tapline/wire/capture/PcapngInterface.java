package io.tapline.wire.capture;

import io.tapline.wire.bytes.BigEndian;
import io.tapline.wire.bytes.EitherEndian;
import java.lang.foreign.MemorySegment;

/**
 * What a pcapng Interface Description Block (section 4.2) says about its frames.
 *
 * @param snapLength bytes captured of a frame at most; {@code Long.MAX_VALUE} = all
 * @param resolution of the times
 * @param offsetNanos added to every time (if_tsoffset)
 */
record PcapngInterface(int linkType, long snapLength, TimeResolution resolution, long offsetNanos) {
  static final int TIME_RESOLUTION = 9;

  private static final int TIME_OFFSET = 14;
  private static final int SNAP_LENGTH = 4;
  private static final int OPTIONS = 8;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Reads the block's body, which lies in [at, end). */
  static PcapngInterface read(MemorySegment bytes, long at, long end, boolean bigEndian) {
    long snapLength = EitherEndian.uint32(bytes, at + SNAP_LENGTH, bigEndian);
    return new PcapngInterface(
        EitherEndian.uint16(bytes, at, bigEndian),
        snapLength == 0 ? Long.MAX_VALUE : snapLength,
        resolution(bytes, at + OPTIONS, end, bigEndian),
        offset(bytes, at + OPTIONS, end, bigEndian) * NANOS_PER_SECOND);
  }

  private static TimeResolution resolution(
      MemorySegment bytes, long from, long end, boolean bigEndian) {
    long at = PcapngOptions.find(bytes, from, end, TIME_RESOLUTION, bigEndian);
    boolean given = at != PcapngOptions.ABSENT && PcapngOptions.length(bytes, at, bigEndian) >= 1;
    return given
        ? TimeResolution.of(BigEndian.uint8(bytes, at + PcapngOptions.VALUE))
        : TimeResolution.MICROSECONDS;
  }

  private static long offset(MemorySegment bytes, long from, long end, boolean bigEndian) {
    long at = PcapngOptions.find(bytes, from, end, TIME_OFFSET, bigEndian);
    boolean given = at != PcapngOptions.ABSENT && PcapngOptions.length(bytes, at, bigEndian) >= 8;
    return given ? EitherEndian.int64(bytes, at + PcapngOptions.VALUE, bigEndian) : 0;
  }

  long timeNanos(long units) {
    return resolution.toNanos(units) + offsetNanos;
  }
}
