package io.tapline.wire.capture;

import io.tapline.wire.bytes.EitherEndian;
import io.tapline.wire.capture.PcapngBlock.NameRecord;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Blocks as values. Null = the block is shorter than its type must be, or contradicts itself. */
final class BlockDecoder {
  private static final int BODY = 8;
  private static final int TAIL = 4;
  private static final int ORDER_BYTES = 4;

  private BlockDecoder() {}

  /**
   * Decodes a block whose length was checked.
   *
   * @param snapLength of the section's first interface, for simple packets
   */
  static @Nullable PcapngBlock decode(
      MemorySegment bytes, long at, int length, boolean bigEndian, long snapLength) {
    int type = EitherEndian.int32(bytes, at, bigEndian);
    BodyReader in = new BodyReader(bytes, at + BODY, at + length - TAIL, bigEndian);
    return in.remaining() < fewestBytes(type) ? null : decode(type, in, snapLength);
  }

  private static int fewestBytes(int type) {
    return switch (type) {
      case BlockType.SECTION -> 16;
      case BlockType.INTERFACE, BlockType.DECRYPTION_SECRETS -> 8;
      case BlockType.ENHANCED_PACKET, BlockType.OBSOLETE_PACKET -> 20;
      case BlockType.INTERFACE_STATISTICS -> 12;
      case BlockType.SIMPLE_PACKET, BlockType.CUSTOM, BlockType.CUSTOM_NOT_COPIED -> 4;
      default -> 0;
    };
  }

  private static @Nullable PcapngBlock decode(int type, BodyReader in, long snapLength) {
    return switch (type) {
      case BlockType.SECTION -> section(in);
      case BlockType.INTERFACE -> interfaceDescription(in);
      case BlockType.OBSOLETE_PACKET -> obsoletePacket(in);
      case BlockType.SIMPLE_PACKET -> simplePacket(in, snapLength);
      case BlockType.NAME_RESOLUTION -> nameResolution(in);
      case BlockType.INTERFACE_STATISTICS ->
          new PcapngBlock.InterfaceStatistics(in.int32(), in.time(), options(type, in));
      case BlockType.ENHANCED_PACKET -> enhancedPacket(in);
      case BlockType.JOURNAL -> new PcapngBlock.JournalEntry(journalEntry(in));
      case BlockType.DECRYPTION_SECRETS -> secrets(in);
      case BlockType.CUSTOM -> new PcapngBlock.Custom(true, in.int32(), rest(in));
      case BlockType.CUSTOM_NOT_COPIED -> new PcapngBlock.Custom(false, in.int32(), rest(in));
      default -> new PcapngBlock.Unknown(type, rest(in));
    };
  }

  private static List<PcapngOption> options(int type, BodyReader in) {
    return OptionDecoder.decode(type, in);
  }

  private static Octets rest(BodyReader in) {
    return in.octets(in.remaining());
  }

  private static PcapngBlock section(BodyReader in) {
    in.skip(ORDER_BYTES);
    int major = in.unsignedShort();
    int minor = in.unsignedShort();
    return new PcapngBlock.Section(major, minor, in.int64(), options(BlockType.SECTION, in));
  }

  private static PcapngBlock interfaceDescription(BodyReader in) {
    int linkType = in.unsignedShort();
    in.skip(Short.BYTES);
    return new PcapngBlock.Interface(linkType, in.int32(), options(BlockType.INTERFACE, in));
  }

  private static @Nullable PcapngBlock enhancedPacket(BodyReader in) {
    int interfaceId = in.int32();
    long time = in.time();
    int captured = in.int32();
    int original = in.int32();
    if (captured < 0 || captured > in.remaining()) {
      return null;
    }
    Octets data = in.padded(captured);
    return new PcapngBlock.EnhancedPacket(
        interfaceId, time, original, data, options(BlockType.ENHANCED_PACKET, in));
  }

  private static @Nullable PcapngBlock obsoletePacket(BodyReader in) {
    int interfaceId = in.unsignedShort();
    int drops = in.unsignedShort();
    long time = in.time();
    int captured = in.int32();
    int original = in.int32();
    if (captured < 0 || captured > in.remaining()) {
      return null;
    }
    Octets data = in.padded(captured);
    return new PcapngBlock.ObsoletePacket(
        interfaceId, drops, time, original, data, options(BlockType.OBSOLETE_PACKET, in));
  }

  private static PcapngBlock simplePacket(BodyReader in, long snapLength) {
    int original = in.int32();
    long captured = Math.min(original & 0xFFFF_FFFFL, snapLength);
    return new PcapngBlock.SimplePacket(
        original, in.octets((int) Math.min(captured, in.remaining())));
  }

  private static PcapngBlock nameResolution(BodyReader in) {
    List<NameRecord> records = new ArrayList<>();
    while (in.remaining() >= 2 * Short.BYTES) {
      int type = in.unsignedShort();
      int length = in.unsignedShort();
      if (type == 0 || length > in.remaining()) {
        break;
      }
      records.add(new NameRecord(type, in.padded(length)));
    }
    return new PcapngBlock.NameResolution(
        List.copyOf(records), options(BlockType.NAME_RESOLUTION, in));
  }

  private static @Nullable PcapngBlock secrets(BodyReader in) {
    int type = in.int32();
    int length = in.int32();
    if (length < 0 || length > in.remaining()) {
      return null;
    }
    Octets data = in.padded(length);
    return new PcapngBlock.DecryptionSecrets(type, data, options(BlockType.DECRYPTION_SECRETS, in));
  }

  /** Without the zero bytes that pad it. */
  private static Octets journalEntry(BodyReader in) {
    Octets padded = rest(in);
    int end = padded.length();
    while (end > Math.max(0, padded.length() - 3) && padded.unsignedByte(end - 1) == 0) {
      end--;
    }
    return padded.slice(0, end);
  }
}
