package io.tapline.wire.capture;

import io.tapline.wire.bytes.EitherEndian;
import java.lang.foreign.MemorySegment;

/**
 * Offsets and options of the pcapng Enhanced Packet Block (section 4.3). The obsolete Packet Block
 * (appendix A) has the same shape, with a short interface number and a short drop count.
 */
final class EnhancedPacket {
  static final int TYPE = 6;
  static final int INTERFACE = 8;
  static final int TIME_HIGH = 12;
  static final int TIME_LOW = 16;
  static final int CAPTURED_LENGTH = 20;
  static final int ORIGINAL_LENGTH = 24;
  static final int DATA = 28;
  static final int SHORTEST_BYTES = 32;
  static final int DROP_COUNT = 4;
  static final int DROP_COUNT_BYTES = 8;

  private static final int OBSOLETE_DROPS = 10;
  private static final int DROPS_UNKNOWN = 0xFFFF;

  private EnhancedPacket() {}

  /** The option epb_dropcount of a block whose frame ends at {@code dataEnd}; 0 = none. */
  static long dropped(MemorySegment bytes, long dataEnd, long optionsEnd, boolean bigEndian) {
    long at = PcapngOptions.find(bytes, (dataEnd + 3) & ~3L, optionsEnd, DROP_COUNT, bigEndian);
    if (at == PcapngOptions.ABSENT
        || PcapngOptions.length(bytes, at, bigEndian) < DROP_COUNT_BYTES) {
      return 0;
    }
    return Math.max(0, EitherEndian.int64(bytes, at + PcapngOptions.VALUE, bigEndian));
  }

  static long obsoleteDropped(MemorySegment bytes, long at, boolean bigEndian) {
    int drops = EitherEndian.uint16(bytes, at + OBSOLETE_DROPS, bigEndian);
    return drops == DROPS_UNKNOWN ? 0 : drops;
  }
}
