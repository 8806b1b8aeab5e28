package io.tapline.wire.capture;

import io.tapline.wire.bytes.EitherEndian;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads pcapng (draft-ietf-opsawg-pcapng): blocks of type, length, body, length. Several sections
 * of either byte order; interfaces belong to their section. Blocks without a frame are stepped
 * over, and so are damaged ones: what is wrong within a block whose two lengths agree ends with it.
 */
final class PcapngReader extends CaptureReader {
  static final int SECTION_HEADER = 0x0A0D0D0A;
  static final int BYTE_ORDER = 0x1A2B3C4D;

  private static final int BLOCK_LENGTH = 4;
  private static final int BODY = 8;
  private static final int SECTION_ORDER = 8;
  private static final int SECTION_VERSION = 12;
  private static final int SHORTEST_BLOCK_BYTES = 12;
  private static final int SHORTEST_SECTION_BYTES = 28;
  private static final int SHORTEST_INTERFACE_BYTES = 20;

  private final PcapngInterfaces interfaces = new PcapngInterfaces();
  private final boolean strict;
  private boolean bigEndian;
  private long blockOffset;
  private long untoldDrops;
  private long[] described = new long[4];
  private int descriptions;

  /**
   * @param strict whether a damaged block ends the reading
   */
  PcapngReader(CaptureFile file, boolean strict) {
    super(file);
    this.strict = strict;
  }

  @Override
  boolean advance() {
    while (true) {
      int length = blockLength();
      if (length == 0) {
        return false;
      }
      long at = next;
      boolean frame = block(at, length);
      if (hasEnded()) {
        return false;
      }
      next = at + length;
      if (frame) {
        return true;
      }
    }
  }

  @Override
  void skipTo(long fileOffset) {
    while (nextFileOffset() < fileOffset && step()) {
      droppedBefore = 0; // told by those who read it
      forgetDamaged();
    }
  }

  @Override
  void passDescription() {
    boolean _ = step();
  }

  @Override
  public long[] described() {
    return Arrays.copyOf(described, descriptions);
  }

  private void describedHere() {
    if (descriptions == described.length) {
      described = Arrays.copyOf(described, 2 * descriptions);
    }
    described[descriptions++] = nextFileOffset();
  }

  /** Moves over one block of any kind; false at the end. */
  boolean step() {
    int length = blockLength();
    if (length == 0) {
      return false;
    }
    long at = next;
    blockOffset = nextFileOffset();
    block(at, length);
    if (hasEnded()) {
      return false;
    }
    next = at + length;
    return true;
  }

  long blockOffset() {
    return blockOffset;
  }

  boolean isBigEndian() {
    return bigEndian;
  }

  /** The block that was stepped over, as a value; null = the end was said. */
  @Nullable PcapngBlock decodeBlock() {
    int length = (int) (nextFileOffset() - blockOffset);
    PcapngBlock block =
        BlockDecoder.decode(bytes, inWindow(blockOffset), length, bigEndian, sectionSnapLength());
    if (block == null) {
      moveTo(blockOffset);
      corrupt("a block of %d bytes contradicts itself".formatted(length));
    }
    return block;
  }

  /**
   * Length of the next block, which is in the window then; 0 = the end was said. A section sets the
   * byte order.
   */
  private int blockLength() {
    if (!require(SHORTEST_BLOCK_BYTES)) {
      return 0;
    }
    if (EitherEndian.int32(bytes, next, true) == SECTION_HEADER && !byteOrder(next)) {
      return end("a section without byte order magic");
    }
    int length = EitherEndian.int32(bytes, next + BLOCK_LENGTH, bigEndian);
    if (length < SHORTEST_BLOCK_BYTES || length > MAXIMUM_BLOCK_BYTES || (length & 3) != 0) {
      return end("a block of %d bytes".formatted(length & 0xFFFF_FFFFL));
    }
    if (!require(length)) {
      return 0;
    }
    return EitherEndian.int32(bytes, next + length - 4, bigEndian) == length
        ? length
        : end("its two lengths differ");
  }

  private boolean byteOrder(long at) {
    int order = EitherEndian.int32(bytes, at + SECTION_ORDER, true);
    bigEndian = order == BYTE_ORDER;
    return bigEndian || Integer.reverseBytes(order) == BYTE_ORDER;
  }

  private int end(String what) {
    corrupt(what);
    return 0;
  }

  /** Steps over a block with so many frames, or ends the reading; always false. */
  private boolean skip(int frames, String what) {
    return strict ? corrupt(what) : damaged(frames, what);
  }

  /** True = the block is a frame, and the fields are set. */
  private boolean block(long at, int length) {
    return switch (EitherEndian.int32(bytes, at, bigEndian)) {
      case BlockType.ENHANCED_PACKET -> enhancedPacket(at, length);
      case BlockType.SIMPLE_PACKET -> simplePacket(at, length);
      case BlockType.OBSOLETE_PACKET -> obsoletePacket(at, length);
      default -> describe(at, length);
    };
  }

  /** Sections, interfaces and their statistics; always false. */
  private boolean describe(long at, int length) {
    return switch (EitherEndian.int32(bytes, at, bigEndian)) {
      case SECTION_HEADER -> section(at, length);
      case BlockType.INTERFACE -> interfaceDescription(at, length);
      case BlockType.INTERFACE_STATISTICS -> statistics(at, length);
      default -> false;
    };
  }

  private boolean section(long at, int length) {
    if (length < SHORTEST_SECTION_BYTES) {
      return corrupt("a section header of %d bytes".formatted(length));
    }
    int version = EitherEndian.uint16(bytes, at + SECTION_VERSION, bigEndian);
    if (version != 1) {
      return corrupt("a section of version %d".formatted(version));
    }
    describedHere();
    interfaces.beginSection();
    return false;
  }

  private boolean interfaceDescription(long at, int length) {
    if (interfaces.isFull()) {
      return skip(0, "more than %d interfaces".formatted(PcapngInterfaces.MAXIMUM));
    }
    describedHere();
    if (length < SHORTEST_INTERFACE_BYTES) {
      interfaces.addUnreadable();
      return skip(0, "an interface description of %d bytes".formatted(length));
    }
    interfaces.add(PcapngInterface.read(bytes, at + BODY, at + length - 4, bigEndian));
    return false;
  }

  private boolean enhancedPacket(long at, int length) {
    if (length < EnhancedPacket.SHORTEST_BYTES) {
      return skip(1, "a packet block of %d bytes".formatted(length));
    }
    long number = EitherEndian.uint32(bytes, at + EnhancedPacket.INTERFACE, bigEndian);
    if (!timedFrame(at, number, at + length - 4)) {
      return false;
    }
    long dataEnd = offset + capturedLength;
    dropped(EnhancedPacket.dropped(bytes, dataEnd, at + length - 4, bigEndian));
    return true;
  }

  private boolean obsoletePacket(long at, int length) {
    if (length < EnhancedPacket.SHORTEST_BYTES) {
      return skip(1, "a packet block of %d bytes".formatted(length));
    }
    int number = EitherEndian.uint16(bytes, at + EnhancedPacket.INTERFACE, bigEndian);
    if (!timedFrame(at, number, at + length - 4)) {
      return false;
    }
    dropped(EnhancedPacket.obsoleteDropped(bytes, at, bigEndian));
    return true;
  }

  /** What a frame's block tells, with what statistics told since the frame before. */
  private void dropped(long told) {
    droppedBefore = told + untoldDrops;
    untoldDrops = 0;
    if (told > 0) {
      interfaces.told(interfaceIndex, told);
    }
  }

  /** Always false. */
  private boolean statistics(long at, int length) {
    if (length < InterfaceStatistics.SHORTEST_BYTES) {
      return skip(0, "interface statistics of %d bytes".formatted(length));
    }
    long number = EitherEndian.uint32(bytes, at + InterfaceStatistics.INTERFACE, bigEndian);
    if (interfaces.find(number) != null) {
      long drops = InterfaceStatistics.dropped(bytes, at, at + length - 4, bigEndian);
      untoldDrops += interfaces.tellTotal(interfaces.index(number), drops);
    }
    return false;
  }

  @Override
  long untoldDrops() {
    return untoldDrops;
  }

  private boolean timedFrame(long at, long number, long dataEnd) {
    long captured = EitherEndian.uint32(bytes, at + EnhancedPacket.CAPTURED_LENGTH, bigEndian);
    PcapngInterface described = frame(number, at + EnhancedPacket.DATA, dataEnd, captured);
    if (described == null) {
      return false;
    }
    long high = EitherEndian.uint32(bytes, at + EnhancedPacket.TIME_HIGH, bigEndian);
    long low = EitherEndian.uint32(bytes, at + EnhancedPacket.TIME_LOW, bigEndian);
    int original = EitherEndian.int32(bytes, at + EnhancedPacket.ORIGINAL_LENGTH, bigEndian);
    timeNanos = described.timeNanos(high << 32 | low);
    originalLength = Math.max(capturedLength, original);
    return true;
  }

  private boolean simplePacket(long at, int length) {
    if (length < SimplePacket.SHORTEST_BYTES) {
      return skip(1, "a packet block of %d bytes".formatted(length));
    }
    long original = EitherEndian.uint32(bytes, at + SimplePacket.ORIGINAL_LENGTH, bigEndian);
    long dataEnd = at + length - 4;
    long room = dataEnd - (at + SimplePacket.DATA);
    long captured = Math.min(Math.min(original, room), sectionSnapLength());
    if (frame(0, at + SimplePacket.DATA, dataEnd, captured) == null) {
      return false;
    }
    originalLength = (int) Math.min(original, Integer.MAX_VALUE);
    dropped(0);
    return true;
  }

  private long sectionSnapLength() {
    PcapngInterface first = interfaces.find(0);
    return first == null ? Long.MAX_VALUE : first.snapLength();
  }

  /** Sets place, length and link type of a frame; null = it cannot be one, and that was said. */
  private @Nullable PcapngInterface frame(long number, long data, long dataEnd, long captured) {
    PcapngInterface described = interfaces.find(number);
    if (described == null) {
      boolean _ = skip(1, "interface %d is not described".formatted(number));
      return null;
    }
    if (captured > dataEnd - data || captured > MAXIMUM_CAPTURED_BYTES) {
      boolean _ = skip(1, "a frame of %d bytes".formatted(captured));
      return null;
    }
    interfaceIndex = interfaces.index(number);
    offset = data;
    capturedLength = (int) captured;
    linkType = described.linkType();
    return described;
  }
}
