package io.tapline.wire.capture;

import io.tapline.wire.bytes.EitherEndian;
import java.lang.foreign.MemorySegment;

/**
 * Offsets and options of the pcapng Interface Statistics Block (section 4.6). Its counters are
 * those since the beginning of the capture.
 */
final class InterfaceStatistics {
  static final int INTERFACE = 8;
  static final int SHORTEST_BYTES = 24;

  private static final int OPTIONS = 20;
  private static final int INTERFACE_DROPS = 5;
  private static final int SYSTEM_DROPS = 7;

  private InterfaceStatistics() {}

  /** Frames that the interface and the operating system lost (isb_ifdrop, isb_osdrop). */
  static long dropped(MemorySegment bytes, long at, long end, boolean bigEndian) {
    long drops =
        counter(bytes, at + OPTIONS, end, INTERFACE_DROPS, bigEndian)
            + counter(bytes, at + OPTIONS, end, SYSTEM_DROPS, bigEndian);
    return Math.max(0, drops);
  }

  private static long counter(
      MemorySegment bytes, long from, long end, int code, boolean bigEndian) {
    long at = PcapngOptions.find(bytes, from, end, code, bigEndian);
    boolean given =
        at != PcapngOptions.ABSENT && PcapngOptions.length(bytes, at, bigEndian) == Long.BYTES;
    return given ? Math.max(0, EitherEndian.int64(bytes, at + PcapngOptions.VALUE, bigEndian)) : 0;
  }
}
