package io.tapline.wire.capture;

import io.tapline.wire.capture.PcapngBlock.NameRecord;
import io.tapline.wire.capture.PcapngOption.Custom;
import io.tapline.wire.capture.PcapngOption.Numeric;
import io.tapline.wire.capture.PcapngOption.Plain;
import io.tapline.wire.capture.PcapngOption.Text;
import io.tapline.wire.capture.PcapngOption.Time;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;

/** Blocks of every type with every option, written and read back. */
final class BlockSamples {
  static final PcapngBlock.Section SECTION =
      PcapngBlock.Section.of(
          List.of(
              new Text(PcapngOption.COMMENT, "first, then ünother"),
              new Text(PcapngBlock.Section.HARDWARE, "a router"),
              new Text(PcapngBlock.Section.OPERATING_SYSTEM, "Linux 6.1"),
              new Text(PcapngBlock.Section.APPLICATION, "tapline"),
              new Custom(2989, 32_473, Octets.of((byte) 1, (byte) 2, (byte) 3))));

  static final PcapngBlock.Interface INTERFACE =
      new PcapngBlock.Interface(
          1,
          262_144,
          List.of(
              new Text(PcapngBlock.Interface.NAME, "eth0"),
              new Text(PcapngBlock.Interface.DESCRIPTION, "uplink"),
              new Plain(PcapngBlock.Interface.IPV4_ADDRESS, Octets.of(new byte[8])),
              new Plain(PcapngBlock.Interface.IPV6_ADDRESS, Octets.of(new byte[17])),
              new Plain(PcapngBlock.Interface.MAC_ADDRESS, Octets.of(new byte[6])),
              new Numeric(PcapngBlock.Interface.SPEED, 8, 1_000_000_000L),
              new Numeric(PcapngBlock.Interface.TIME_RESOLUTION, 1, 9),
              new Numeric(PcapngBlock.Interface.TIME_ZONE, 4, 3600),
              new Plain(PcapngBlock.Interface.FILTER, Octets.of("\0tcp port 80")),
              new Text(PcapngBlock.Interface.OPERATING_SYSTEM, "Linux"),
              new Numeric(PcapngBlock.Interface.FCS_LENGTH, 1, 4),
              new Numeric(PcapngBlock.Interface.TIME_OFFSET, 8, -3600),
              new Text(PcapngBlock.Interface.TIME_ZONE_NAME, "Europe/Prague")));

  static final PcapngBlock.EnhancedPacket PACKET =
      new PcapngBlock.EnhancedPacket(
          0,
          1_700_000_000_000_000_001L,
          60,
          Octets.of(new byte[41]),
          List.of(
              new Text(PcapngOption.COMMENT, "odd"),
              new Numeric(PcapngBlock.EnhancedPacket.FLAGS, 4, 0x8000_0001L),
              new Plain(PcapngBlock.EnhancedPacket.HASH, Octets.of(new byte[] {2, 1, 2, 3, 4})),
              new Numeric(PcapngBlock.EnhancedPacket.DROP_COUNT, 8, 3),
              new Numeric(PcapngBlock.EnhancedPacket.PACKET_ID, 8, 77),
              new Numeric(PcapngBlock.EnhancedPacket.QUEUE, 4, 5),
              new Plain(PcapngBlock.EnhancedPacket.VERDICT, Octets.of(new byte[9]))));

  static final PcapngBlock.InterfaceStatistics STATISTICS =
      statistics(new Time(PcapngBlock.InterfaceStatistics.START_TIME, 1L << 33), 10, 4);

  static final List<PcapngBlock> ALL =
      List.of(
          SECTION,
          INTERFACE,
          PACKET,
          new PcapngBlock.SimplePacket(3, Octets.of((byte) 1, (byte) 2, (byte) 3)),
          new PcapngBlock.ObsoletePacket(0, 2, 5, 1, Octets.of((byte) 1), List.of()),
          new PcapngBlock.NameResolution(
              List.of(
                  NameRecord.of(NameRecord.IPV4, Octets.of(new byte[] {127, 0, 0, 1}), "localhost"),
                  NameRecord.of(NameRecord.IPV6, Octets.of(new byte[16]), "any")),
              List.of(new Text(PcapngBlock.NameResolution.DNS_NAME, "ns.example"))),
          STATISTICS,
          new PcapngBlock.DecryptionSecrets(0x544C534B, Octets.of("CLIENT_RANDOM"), List.of()),
          new PcapngBlock.JournalEntry(Octets.of("MESSAGE=up\n")),
          new PcapngBlock.Custom(true, 32_473, Octets.of(new byte[8])),
          new PcapngBlock.Custom(false, 32_473, Octets.of(new byte[4])),
          new PcapngBlock.Unknown(0x1234, Octets.of(new byte[4])));

  private BlockSamples() {}

  static PcapngBlock.InterfaceStatistics statistics(long interfaceDrops, long systemDrops) {
    return statistics(
        new Time(PcapngBlock.InterfaceStatistics.END_TIME, 9), interfaceDrops, systemDrops);
  }

  private static PcapngBlock.InterfaceStatistics statistics(
      Time time, long interfaceDrops, long systemDrops) {
    return new PcapngBlock.InterfaceStatistics(
        0,
        1_700_000_000_000_000_000L,
        List.of(
            time,
            new Numeric(PcapngBlock.InterfaceStatistics.RECEIVED, 8, 1000),
            new Numeric(PcapngBlock.InterfaceStatistics.INTERFACE_DROPS, 8, interfaceDrops),
            new Numeric(PcapngBlock.InterfaceStatistics.SYSTEM_DROPS, 8, systemDrops)));
  }

  /** The first block must be a section. */
  static byte[] write(List<? extends PcapngBlock> blocks) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PcapngWriter writer =
        new PcapngWriter(Channels.newChannel(out), (PcapngBlock.Section) blocks.getFirst())) {
      for (PcapngBlock block : blocks.subList(1, blocks.size())) {
        writer.write(block);
      }
    }
    return out.toByteArray();
  }

  /** Blocks and how reading ended. */
  record Blocks(List<PcapngBlock> blocks, CaptureEnding ending) {}

  static Blocks read(byte[] bytes) throws IOException {
    try (CaptureFile file = CaptureFile.of(MemorySegment.ofArray(bytes))) {
      PcapngBlocks cursor = new PcapngBlocks(file);
      List<PcapngBlock> blocks = new ArrayList<>();
      while (cursor.next()) {
        blocks.add(cursor.block());
      }
      CaptureEnding ending = cursor.ending();
      if (ending == null) {
        throw new IllegalStateException("no ending");
      }
      return new Blocks(blocks, ending);
    }
  }
}
