package io.tapline.wire.capture;

import io.tapline.wire.capture.PcapngBlock.Custom;
import io.tapline.wire.capture.PcapngBlock.DecryptionSecrets;
import io.tapline.wire.capture.PcapngBlock.Interface;
import io.tapline.wire.capture.PcapngBlock.InterfaceStatistics;
import io.tapline.wire.capture.PcapngBlock.JournalEntry;
import io.tapline.wire.capture.PcapngBlock.NameRecord;
import io.tapline.wire.capture.PcapngBlock.NameResolution;
import io.tapline.wire.capture.PcapngBlock.ObsoletePacket;
import io.tapline.wire.capture.PcapngBlock.Section;
import io.tapline.wire.capture.PcapngBlock.SimplePacket;
import io.tapline.wire.capture.PcapngBlock.Unknown;

/** Blocks as bytes, little-endian. */
final class BlockEncoder {
  private static final int LENGTH_AT = 4;

  private BlockEncoder() {}

  /**
   * The whole block.
   *
   * @throws IllegalArgumentException if it would be longer than what is read, or an option cannot
   *     be written
   */
  static BodyWriter encode(PcapngBlock block) {
    BodyWriter out = new BodyWriter();
    out.int32(type(block)).int32(0);
    body(block, out);
    int length = out.pad().length() + Integer.BYTES;
    if (length > CaptureReader.MAXIMUM_BLOCK_BYTES) {
      throw new IllegalArgumentException(
          "A block has at most %d bytes, not %d."
              .formatted(CaptureReader.MAXIMUM_BLOCK_BYTES, length));
    }
    return out.int32(length).int32At(LENGTH_AT, length);
  }

  private static int type(PcapngBlock block) {
    return switch (block) {
      case Section section -> BlockType.SECTION;
      case Interface description -> BlockType.INTERFACE;
      case PcapngBlock.EnhancedPacket packet -> BlockType.ENHANCED_PACKET;
      case SimplePacket packet -> BlockType.SIMPLE_PACKET;
      case ObsoletePacket packet -> BlockType.OBSOLETE_PACKET;
      case NameResolution names -> BlockType.NAME_RESOLUTION;
      case InterfaceStatistics statistics -> BlockType.INTERFACE_STATISTICS;
      case DecryptionSecrets secrets -> BlockType.DECRYPTION_SECRETS;
      case JournalEntry entry -> BlockType.JOURNAL;
      case Custom custom -> custom.copyable() ? BlockType.CUSTOM : BlockType.CUSTOM_NOT_COPIED;
      case Unknown unknown -> unknown.type();
    };
  }

  private static void body(PcapngBlock block, BodyWriter out) {
    switch (block) {
      case Section section -> section(section, out);
      case Interface description -> interfaceDescription(description, out);
      case PcapngBlock.EnhancedPacket packet -> enhancedPacket(packet, out);
      case SimplePacket packet -> out.int32(packet.originalLength()).padded(packet.data());
      case ObsoletePacket packet -> obsoletePacket(packet, out);
      case NameResolution names -> nameResolution(names, out);
      case InterfaceStatistics statistics -> statistics(statistics, out);
      case DecryptionSecrets secrets -> secrets(secrets, out);
      case JournalEntry entry -> out.padded(entry.entry());
      case Custom custom -> out.int32(custom.enterprise()).padded(custom.data());
      case Unknown unknown -> out.padded(unknown.body());
    }
  }

  private static void section(Section section, BodyWriter out) {
    out.int32(PcapngReader.BYTE_ORDER)
        .int16(section.major())
        .int16(section.minor())
        .int64(section.bytes());
    OptionEncoder.encode(section.options(), out);
  }

  private static void interfaceDescription(Interface description, BodyWriter out) {
    out.int16(description.linkType()).int16(0).int32(description.snapLength());
    OptionEncoder.encode(description.options(), out);
  }

  private static void enhancedPacket(PcapngBlock.EnhancedPacket packet, BodyWriter out) {
    FrameWriter.checkCaptured(packet.data().length());
    out.int32(packet.interfaceId())
        .time(packet.timeUnits())
        .int32(packet.data().length())
        .int32(packet.originalLength())
        .padded(packet.data());
    OptionEncoder.encode(packet.options(), out);
  }

  private static void obsoletePacket(ObsoletePacket packet, BodyWriter out) {
    FrameWriter.checkCaptured(packet.data().length());
    out.int16(packet.interfaceId())
        .int16(packet.drops())
        .time(packet.timeUnits())
        .int32(packet.data().length())
        .int32(packet.originalLength())
        .padded(packet.data());
    OptionEncoder.encode(packet.options(), out);
  }

  private static void nameResolution(NameResolution names, BodyWriter out) {
    for (NameRecord entry : names.records()) {
      checkName(entry);
      out.int16(entry.type()).int16(entry.value().length()).padded(entry.value());
    }
    out.int32(0);
    OptionEncoder.encode(names.options(), out);
  }

  private static void checkName(NameRecord entry) {
    boolean fits = entry.type() > 0 && entry.type() <= 0xFFFF && entry.value().length() <= 0xFFFF;
    if (!fits) {
      throw new IllegalArgumentException(
          "A name has no type %d with %d bytes.".formatted(entry.type(), entry.value().length()));
    }
  }

  private static void statistics(InterfaceStatistics statistics, BodyWriter out) {
    out.int32(statistics.interfaceId()).time(statistics.timeUnits());
    OptionEncoder.encode(statistics.options(), out);
  }

  private static void secrets(DecryptionSecrets secrets, BodyWriter out) {
    out.int32(secrets.type()).int32(secrets.data().length()).padded(secrets.data());
    OptionEncoder.encode(secrets.options(), out);
  }
}
